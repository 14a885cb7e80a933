//! Which feature a model has refused, read off the error: the parameter it names, or its words.

use serde_json::Value;

use crate::call::Answer;
use crate::feature::Feature;
use crate::verdict::message;

/// Returns the feature a request was refused for, by the parameter that the error names.
pub(super) fn feature(answer: &Answer) -> Option<Feature> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let parameter = body.pointer("/error/param").and_then(Value::as_str).unwrap_or_default();
    let said = format!("{parameter} {}", message(answer)).to_lowercase();
    let parameter_is = |name: &str| parameter == name || parameter.starts_with(&format!("{name}."));
    if parameter_is("temperature") || said.contains("temperature") {
        Some(Feature::Temperature)
    } else if parameter == "max_completion_tokens"
        || said.contains("'max_completion_tokens'") && !said.contains("'max_tokens'")
    {
        Some(Feature::MaxCompletionTokens)
    } else if parameter == "max_tokens" || said.contains("'max_tokens'") {
        Some(Feature::MaxTokens)
    } else if said.contains("json_object") {
        Some(Feature::Object)
    } else if said.contains("json_schema") || said.contains("schema") {
        Some(Feature::Schema)
    } else if said.contains("response_format") || said.contains("response format") {
        Some(Feature::Format)
    } else if said.contains("system role")
        || said.contains("system message")
        || said.contains("developer instruction")
    {
        Some(Feature::System)
    } else {
        None
    }
}
