//! Every operation of every node of EnrollmentStatusTracking.

use csp_windows::enrollment_status_tracking as csp;

use crate::trip::{Trip, interior, leaf};

#[test]
fn every_operation_goes_there_and_back() {
    let mut trip = Trip::new(&csp::TREE);
    interior!(trip, csp::device(), csp::node::EnrollmentStatusTracking; get);
    interior!(trip, csp::device().device_preparation(), csp::node::DevicePreparation; get);
    interior!(trip, csp::device().device_preparation().policy_providers(), csp::node::DevicePreparationPolicyProviders; get);
    interior!(trip, csp::device().device_preparation().policy_providers().provider_name("{P1}"), csp::node::DevicePreparationPolicyProvidersProviderName; add delete get replace);
    leaf!(trip, csp::device().device_preparation().policy_providers().provider_name("{P1}").installation_state(), csp::node::DevicePreparationPolicyProvidersInstallationState, csp::DevicePreparationPolicyProvidersInstallationState::NOT_REQUIRED; add delete get replace);
    leaf!(trip, csp::device().device_preparation().policy_providers().provider_name("{P1}").last_error(), csp::node::DevicePreparationPolicyProvidersLastError, 7; add delete get replace);
    leaf!(trip, csp::device().device_preparation().policy_providers().provider_name("{P1}").timeout(), csp::node::DevicePreparationPolicyProvidersTimeout, 7; add delete get replace);
    interior!(trip, csp::device().device_preparation().policy_providers().provider_name("{P1}").tracked_resource_types(), csp::node::DevicePreparationPolicyProvidersTrackedResourceTypes; add delete get replace);
    leaf!(trip, csp::device().device_preparation().policy_providers().provider_name("{P1}").tracked_resource_types().apps(), csp::node::DevicePreparationPolicyProvidersTrackedResourceTypesApps, true; add delete get replace);
    interior!(trip, csp::device().setup(), csp::node::Setup; get);
    interior!(trip, csp::device().setup().apps(), csp::node::SetupApps; get);
    interior!(trip, csp::device().setup().apps().policy_providers(), csp::node::SetupAppsPolicyProviders; get);
    interior!(trip, csp::device().setup().apps().policy_providers().provider_name("{P1}"), csp::node::SetupAppsPolicyProvidersProviderName; add delete get replace);
    leaf!(trip, csp::device().setup().apps().policy_providers().provider_name("{P1}").tracking_policies_created(), csp::node::SetupAppsPolicyProvidersTrackingPoliciesCreated, true; add delete get replace);
    interior!(trip, csp::device().setup().apps().tracking(), csp::node::SetupAppsTracking; get);
    interior!(trip, csp::device().setup().apps().tracking().provider_name("{P1}"), csp::node::SetupAppsTrackingProviderName; add delete get replace);
    interior!(trip, csp::device().setup().apps().tracking().provider_name("{P1}").app_name("{A1}"), csp::node::SetupAppsTrackingAppName; add delete get replace);
    leaf!(trip, csp::device().setup().apps().tracking().provider_name("{P1}").app_name("{A1}").tracking_uri(), csp::node::SetupAppsTrackingTrackingUri, "some text"; add delete get replace);
    leaf!(trip, csp::device().setup().apps().tracking().provider_name("{P1}").app_name("{A1}").installation_state(), csp::node::SetupAppsTrackingInstallationState, csp::SetupAppsTrackingInstallationState::IN_PROGRESS; add delete get replace);
    leaf!(trip, csp::device().setup().apps().tracking().provider_name("{P1}").app_name("{A1}").reboot_required(), csp::node::SetupAppsTrackingRebootRequired, csp::SetupAppsTrackingRebootRequired::SOFT_REBOOT; add delete get replace);
    leaf!(trip, csp::device().setup().has_provisioning_completed(), csp::node::SetupHasProvisioningCompleted, true; get);
    interior!(trip, csp::user(), csp::node::UserEnrollmentStatusTracking; get);
    interior!(trip, csp::user().setup(), csp::node::Setup; get);
    interior!(trip, csp::user().setup().apps(), csp::node::SetupApps; get);
    interior!(trip, csp::user().setup().apps().policy_providers(), csp::node::SetupAppsPolicyProviders; get);
    interior!(trip, csp::user().setup().apps().policy_providers().provider_name("{P1}"), csp::node::SetupAppsPolicyProvidersProviderName; add delete get replace);
    leaf!(trip, csp::user().setup().apps().policy_providers().provider_name("{P1}").tracking_policies_created(), csp::node::SetupAppsPolicyProvidersTrackingPoliciesCreated, true; add delete get replace);
    interior!(trip, csp::user().setup().apps().tracking(), csp::node::SetupAppsTracking; get);
    interior!(trip, csp::user().setup().apps().tracking().provider_name("{P1}"), csp::node::SetupAppsTrackingProviderName; add delete get replace);
    interior!(trip, csp::user().setup().apps().tracking().provider_name("{P1}").app_name("{A1}"), csp::node::SetupAppsTrackingAppName; add delete get replace);
    leaf!(trip, csp::user().setup().apps().tracking().provider_name("{P1}").app_name("{A1}").tracking_uri(), csp::node::SetupAppsTrackingTrackingUri, "some text"; add delete get replace);
    leaf!(trip, csp::user().setup().apps().tracking().provider_name("{P1}").app_name("{A1}").installation_state(), csp::node::SetupAppsTrackingInstallationState, csp::SetupAppsTrackingInstallationState::IN_PROGRESS; add delete get replace);
    leaf!(trip, csp::user().setup().apps().tracking().provider_name("{P1}").app_name("{A1}").reboot_required(), csp::node::SetupAppsTrackingRebootRequired, csp::SetupAppsTrackingRebootRequired::SOFT_REBOOT; add delete get replace);
    leaf!(trip, csp::user().setup().has_provisioning_completed(), csp::node::SetupHasProvisioningCompleted, true; get);
    trip.covers_everything();
}
