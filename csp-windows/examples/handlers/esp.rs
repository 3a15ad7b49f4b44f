//! A policy provider for the Enrollment Status Page (ESP): it takes the apps that it is told to track, installs them one after the other, and
//! tells the page when provisioning is complete.

use csp_device::Device;
use csp_runtime::{Context, Dispatcher, HandlerError, StatusCode};
use csp_windows::enrollment_status_tracking::{
    self as esp, At, DevicePreparationPolicyProvidersInstallationState as Preparation,
    SetupAppsTrackingInstallationState as AppState, node,
};

/// A provider by its name in the tree.
#[derive(Clone, Copy)]
pub(crate) struct Provider {
    name: &'static str,
}

impl Provider {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name }
    }

    /// The CSP. The same handlers serve `./Device` and `./User`.
    pub(crate) fn mount(self) -> Dispatcher<esp::Csp, Self> {
        esp::csp(self)
            .add(node::SetupAppsTrackingTrackingUri, Self::track)
            .get(node::SetupHasProvisioningCompleted, Self::has_completed)
    }

    /// Registers with the page for the preparation of the device: the page waits from now on.
    pub(crate) fn register(&self, device: &mut Device) -> Result<(), HandlerError> {
        let provider = esp::device()
            .device_preparation()
            .policy_providers()
            .provider_name(self.name);
        device.update(|cx| {
            cx.set(provider.installation_state(), Preparation::NOT_INSTALLED)?;
            cx.set(provider.tracked_resource_types().apps(), true)
        })
    }

    /// Installs the next tracked app, if there is one left, and writes its state where the page reads it.
    pub(crate) fn install_next(&self, device: &mut Device) -> Result<Option<String>, HandlerError> {
        let tracking = esp::device()
            .setup()
            .apps()
            .tracking()
            .provider_name(self.name);
        device.update(|cx| {
            let apps: Vec<String> = cx
                .instances(tracking)
                .into_iter()
                .map(str::to_owned)
                .collect();
            for app in apps {
                let state = tracking.app_name(&app).installation_state();
                if cx.get(state).ok().flatten() != Some(AppState::COMPLETED) {
                    cx.set(state, AppState::COMPLETED)?;
                    return Ok(Some(app));
                }
            }
            let provider = esp::device()
                .device_preparation()
                .policy_providers()
                .provider_name(self.name);
            cx.set(provider.installation_state(), Preparation::COMPLETED)?;
            Ok(None)
        })
    }

    /// A server names an app to wait for: its state is there for the page from the first moment.
    fn track(
        &mut self,
        cx: &mut Context<'_>,
        node: At<'_, node::SetupAppsTrackingTrackingUri>,
        uri: &str,
    ) -> Result<(), HandlerError> {
        if !uri.starts_with("./") {
            return Err(StatusCode::BAD_REQUEST.into());
        }
        let tracking = match cx.scope() {
            csp_runtime::dispatch::Scope::Device => esp::device().setup().apps().tracking(),
            csp_runtime::dispatch::Scope::User => esp::user().setup().apps().tracking(),
        };
        let app = tracking
            .provider_name(node.provider_name())
            .app_name(node.app_name());
        cx.set(app.installation_state(), AppState::NOT_INSTALLED)
    }

    /// Complete when no tracked app of any provider is left to install.
    fn has_completed(
        &mut self,
        cx: &mut Context<'_>,
        _node: HasCompleted<'_>,
    ) -> Result<bool, StatusCode> {
        let tracking = esp::device().setup().apps().tracking();
        let is_done = |provider: &str, app: &str| {
            let state = cx.get(
                tracking
                    .provider_name(provider)
                    .app_name(app)
                    .installation_state(),
            );
            matches!(state, Ok(Some(AppState::COMPLETED)))
        };
        Ok(cx.instances(tracking).into_iter().all(|provider| {
            let apps = cx.instances(tracking.provider_name(provider));
            apps.into_iter().all(|app| is_done(provider, app))
        }))
    }
}

type HasCompleted<'n> = At<'n, node::SetupHasProvisioningCompleted>;
