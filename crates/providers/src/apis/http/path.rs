//! Where in an answer the translations stand: `/data/*/text`.

use serde_json::Value;

/// Collects the texts at a path; a star is every item of a list, a list at the end is its texts.
pub(super) fn collect(value: &Value, path: &[&str], found: &mut Vec<String>) {
    match (path.split_first(), value) {
        (None, Value::String(text)) => found.push(text.clone()),
        (None, Value::Array(list)) if list.iter().all(Value::is_string) => {
            found.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        (None, _) => {}
        (Some((&"*", rest)), Value::Array(list)) => {
            list.iter().for_each(|item| collect(item, rest, found));
        }
        (Some((step, rest)), Value::Array(list)) => {
            let item = step.parse::<usize>().ok().and_then(|at| list.get(at));
            item.into_iter().for_each(|item| collect(item, rest, found));
        }
        (Some((step, rest)), value) => {
            value.get(step).into_iter().for_each(|inner| collect(inner, rest, found));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_through_lists_and_objects() {
        let at = |path: &str, body: &str| {
            let (body, mut found): (Value, Vec<_>) = (serde_json::from_str(body).unwrap(), vec![]);
            collect(&body, &path.split('/').skip(1).collect::<Vec<_>>(), &mut found);
            found.join(" ")
        };
        assert_eq!(at("/a/0/b", r#"{"a":[{"b":"x"},{"b":"y"}]}"#), "x");
        assert_eq!(at("/a/*/b/*/c", r#"{"a":[{"b":[{"c":"x"}]},{"b":[{"c":"y"}]}]}"#), "x y");
        assert_eq!(at("/a", r#"{"a":["x","y"]}"#), "x y");
        assert_eq!(at("/a/b", r#"{"a":"x"}"#), "");
    }
}
