//! The words of the made-up definitions: names, and sentences that say what a node is for.

use super::dice::Dice;

const PLACES: [&str; 24] = [
    "Attic", "Barn", "Cellar", "Dock", "Engine", "Foyer", "Garden", "Harbor", "Island", "Jetty",
    "Kitchen", "Library", "Mill", "Nursery", "Orchard", "Pantry", "Quarry", "Roof", "Stable",
    "Tower", "Upland", "Vault", "Workshop", "Yard",
];
const DEVICES: [&str; 20] = [
    "Awning", "Bell", "Clock", "Door", "Elevator", "Fan", "Gate", "Heater", "Intercom", "Kiln",
    "Lamp", "Meter", "Nozzle", "Oven", "Pump", "Radio", "Shutter", "Tap", "Valve", "Winch",
];
const VERBS: [&str; 12] = [
    "Allow", "Announce", "Count", "Delay", "Keep", "Limit", "Prefer", "Report", "Require", "Reset",
    "Schedule", "Share",
];
const ASPECTS: [&str; 44] = [
    "Access",
    "Alarm",
    "Angle",
    "Battery",
    "Brightness",
    "Budget",
    "Calendar",
    "Color",
    "Contact",
    "Cycle",
    "Draft",
    "Energy",
    "Filter",
    "Footstep",
    "Guest",
    "Height",
    "Humidity",
    "Inspection",
    "Key",
    "Language",
    "Lease",
    "Maintenance",
    "Noise",
    "Notice",
    "Override",
    "Owner",
    "Password",
    "Pressure",
    "Queue",
    "Rain",
    "Repair",
    "Rotation",
    "Safety",
    "Signal",
    "Speed",
    "Sunrise",
    "Temperature",
    "Ticket",
    "Timer",
    "Training",
    "Vacancy",
    "Visitor",
    "Voltage",
    "Warning",
];
const STATES: [&str; 16] = [
    "Closed", "Dimmed", "Empty", "Fast", "Gentle", "Halted", "Idle", "Joined", "Locked", "Muted",
    "Night", "Open", "Paused", "Quiet", "Ready", "Slow",
];
const ADVERBS: [&str; 10] = [
    "always",
    "briefly",
    "by hand",
    "during the day",
    "every hour",
    "for guests",
    "in winter",
    "on demand",
    "twice a day",
    "without asking",
];
const TIMES: [&str; 14] = [
    "after the last visitor has left",
    "as long as the sun is up",
    "before the doors are opened",
    "every time a key is turned",
    "for as long as somebody is inside",
    "from the first frost to the last",
    "if the wind is stronger than a breeze",
    "in the first hour of the day",
    "once a week, on the morning of the inspection",
    "only when the caretaker has agreed",
    "until the next inspection",
    "unless the battery is almost empty",
    "when two visitors ask for it at once",
    "while the power is out",
];

/// The name of the file with this number, which no other has.
pub(super) fn root(number: usize) -> String {
    let place = PLACES[number % PLACES.len()];
    format!("{place}{}", DEVICES[number / PLACES.len()])
}

/// The name of the leaf with this number below one node: no two of the first 528 are the same.
pub(super) fn leaf(number: usize) -> String {
    let aspect = ASPECTS[number % ASPECTS.len()];
    let verb = VERBS[(number / ASPECTS.len() + number % ASPECTS.len()) % VERBS.len()];
    format!("{verb}{aspect}")
}

/// The name of the interior node with this number below one node: no two of the first 44 are the same.
pub(super) fn group(number: usize) -> String {
    format!("{}Settings", ASPECTS[(number * 7) % ASPECTS.len()])
}

/// The name of the value with this number, which differs from its neighbors'.
pub(super) fn state(number: usize) -> &'static str {
    STATES[number % STATES.len()]
}

/// What a value means, led by its name.
pub(super) fn meaning(state: &str, dice: &mut Dice) -> String {
    format!(
        "{state}. It is like that {}, {}.",
        dice.one_of(&ADVERBS),
        dice.one_of(&TIMES)
    )
}

/// What a node is for, in some sentences.
pub(super) fn description(sentences: usize, dice: &mut Dice) -> String {
    let sentences: Vec<String> = (0..sentences)
        .map(|_| {
            let (place, device) = (dice.one_of(&PLACES), dice.one_of(&DEVICES));
            let (verb, aspect) = (dice.one_of(&VERBS), dice.one_of(&ASPECTS));
            let (place, device) = (place.to_lowercase(), device.to_lowercase());
            let (verb, aspect) = (verb.to_lowercase(), aspect.to_lowercase());
            let (adverb, time) = (dice.one_of(&ADVERBS), dice.one_of(&TIMES));
            match dice.below(4) {
                0 => format!("Says whether to {verb} the {aspect} of the {place}'s {device} {time}."),
                1 => format!("The {device} of the {place} does so {adverb}, {time}."),
                2 => format!("Where the {place} has no {device}, its {aspect} counts instead <{adverb}> & {time}."),
                _ => format!("With \"{verb}\" the {aspect} changes {adverb}; see also the {device}'s manual, `{place}`."),
            }
        })
        .collect();
    sentences.join(" ")
}
