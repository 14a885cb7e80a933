//! Language tags as translators' tools want them: by region, not by script.

/// Returns the tag for a tool.
pub(super) fn to_tool(tag: &str) -> &str {
    match tag {
        "zh-Hans" | "zh" => "zh-CN",
        "zh-Hant" => "zh-TW",
        tag => tag,
    }
}

/// Returns our tag for a tool's.
pub(super) fn from_tool(tag: &str) -> String {
    match tag.to_ascii_lowercase().replace('_', "-").as_str() {
        "zh-cn" | "zh" | "zh-hans" | "zh-hans-cn" | "zh-sg" => "zh-Hans".to_owned(),
        "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant" | "zh-hant-tw" => "zh-Hant".to_owned(),
        _ => tag.to_owned(),
    }
}

/// Tells whether two tags name the same language, whatever their region or script.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    primary(a) == primary(b)
}
