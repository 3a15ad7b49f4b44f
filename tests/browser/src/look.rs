//! What a page is shown with: colours, motion, paper, a narrow screen, no scripts.

use serde_json::json;

use crate::window::Window;

impl Window<'_> {
    /// What the person prefers: a feature of media queries and its value.
    pub fn prefer(&self, feature: &str, value: &str) {
        let features = [json!({ "name": feature, "value": value })];
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
    }

    /// Shows the page as it is printed.
    pub fn on_paper(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    }

    /// Makes the window as wide as a screen, in pixels of CSS.
    pub fn narrow(&self, width: u32) {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": 700, "deviceScaleFactor": 1, "mobile": true }),
        );
    }

    /// Runs no script of the pages that are opened from now on.
    pub fn without_scripts(&self) {
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        );
    }
}
