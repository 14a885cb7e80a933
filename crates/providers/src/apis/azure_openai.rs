//! Azure OpenAI: the chat completions of OpenAI at an address of one's own.
//!
//! `POST https://{resource}.openai.azure.com/openai/v1/chat/completions`, the model is the name of
//! the deployment, the key stands in `api-key`. Where an older `api_version` is set, the deployment
//! is in the path instead. A filtered text comes as 400 with code `content_filter`. Documentation:
//! <https://learn.microsoft.com/azure/ai-foundry/openai/reference>

use std::borrow::Cow;

use crate::api::{Ask, Chat, Reply, Vendor};
use crate::call::{Answer, Call, Moment, escape};
use crate::card::{CHAT, Card, Choice, KeyRule, text};
use crate::catalogue::Opening;
use crate::verdict::{Fault, Verdict};

use super::dialect::{Dialect, KeyHeader};
use super::openai::OpenAi;

/// What is known about it.
pub static CARD: Card = Card {
    id: text("azure-openai"),
    name: text("Azure OpenAI"),
    base_url: text(""),
    docs: text("https://learn.microsoft.com/azure/ai-foundry/openai/reference"),
    key: KeyRule::needed("AZURE_OPENAI_API_KEY"),
    model: text(""),
    limits: CHAT,
    options: Cow::Borrowed(&[Choice {
        name: text("api_version"),
        variable: text("OPENAI_API_VERSION"),
        default: text(""),
        needed: false,
    }]),
};

/// A deployment.
struct AzureOpenAi {
    model: OpenAi,
    version: String,
}

/// Opens a deployment.
pub fn open(opening: &Opening<'_>) -> Box<dyn Chat> {
    let version = opening.option("api_version").to_owned();
    let resource = opening.base.trim_end_matches("/v1").trim_end_matches("/openai");
    let base = if version.is_empty() {
        format!("{resource}/openai/v1")
    } else {
        format!("{resource}/openai/deployments/{}", escape(opening.model))
    };
    let dialect = Dialect {
        key_header: Some(KeyHeader::ApiKey),
        extra: opening.settings.extra.clone(),
        ..Dialect::default()
    };
    let model = OpenAi::new(CARD.clone(), &base, opening.model, opening.key.clone(), dialect);
    Box::new(AzureOpenAi { model, version })
}

impl Vendor for AzureOpenAi {
    fn card(&self) -> &Card {
        &CARD
    }

    fn explain(&self, answer: &Answer) -> Option<Verdict> {
        self.model.explain(answer)
    }
}

impl Chat for AzureOpenAi {
    fn encode(&self, ask: &Ask<'_>, at: Moment) -> Call {
        let mut call = self.model.encode(ask, at);
        if !self.version.is_empty() {
            call.url = format!("{}?api-version={}", call.url, escape(&self.version));
        }
        call
    }

    fn decode(&self, answer: &Answer) -> Result<Reply, Fault> {
        self.model.decode(answer)
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use crate::call::Moment;
    use crate::catalogue;
    use crate::settings::Settings;
    use crate::tests::batch;

    #[test]
    fn an_older_version_has_the_deployment_in_its_path() {
        let settings = Settings {
            provider: "azure-openai".into(),
            base_url: Some("https://newsroom.openai.azure.com".into()),
            model: Some("mini".into()),
            options: [("api_version".to_owned(), "2024-10-21".to_owned())].into(),
            ..Settings::default()
        };
        let opened = catalogue::codec(&settings, Some(SecretString::from("key"))).unwrap();
        let call = opened.api.encode(&batch(&["一"]), Moment { seconds: 0, nonce: 0 });
        assert_eq!(
            call.url,
            "https://newsroom.openai.azure.com/openai/deployments/mini/chat/completions?api-version=2024-10-21"
        );
    }
}
