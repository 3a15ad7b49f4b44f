//! Typed round trips: every operation of every node of the five CSPs, built with accessors, encoded, answered, decoded and compared.

mod trip;

mod application_control;
mod enrollment_status_tracking;
mod enterprise_app_management;
mod enterprise_desktop_app_management;
mod enterprise_modern_app_management;
