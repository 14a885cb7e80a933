//! Sends one request and brings back the whole answer, or says why not. The only user of `reqwest`.
//!
//! No redirect is followed: HTTP clients take `authorization` off when the host changes, but not
//! `x-api-key` and its like, and they send the body again. The body is read up to a limit that
//! counts after decompression. The client is made at the first request, since reading the system's
//! certificates takes time.

use std::error::Error;
use std::pin::pin;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response, Url};
use secrecy::ExposeSecret;
use tokio::time::timeout;

use super::address::Address;
use crate::call::{Answer, Call, Method, Value};
use crate::verdict::{Class, Fault};

/// The longest body that is read.
const LONGEST_BODY: usize = 8 << 20;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// How often a request that is waited for looks at the time it has left.
const LOOK: Duration = Duration::from_secs(1);

/// How long a server may stop in the middle of its answer.
const STALL: Duration = Duration::from_secs(30);

/// A client for one server.
#[derive(Debug)]
pub(super) struct Client {
    address: Address,
    patience: Option<Duration>,
    is_cut: bool,
    http: OnceLock<Result<reqwest::Client, String>>,
}

impl Client {
    /// Makes a client; nothing is opened or read yet.
    pub(super) fn new(address: Address, patience: Option<Duration>) -> Self {
        Self { address, patience, is_cut: false, http: OnceLock::new() }
    }

    /// Makes a client that refuses to send.
    pub(super) fn cut(address: Address) -> Self {
        Self { is_cut: true, ..Self::new(address, None) }
    }

    /// Returns how long the server may be silent over a request: what the user says, else what the
    /// codec says.
    pub(super) fn patience(&self, call: &Call) -> Duration {
        self.patience.unwrap_or(call.patience)
    }

    /// Sends a request and returns the whole answer, whatever its status.
    ///
    /// `patience` is asked again while waiting, since other answers may show meanwhile how quick the
    /// server is.
    pub(super) async fn send(
        &self,
        call: &Call,
        patience: &(dyn Fn() -> Duration + Sync),
    ) -> Result<Answer, Fault> {
        let request = self.request(call)?;
        let whole = async {
            let response = awaited(request.send(), patience).await?;
            body(response.map_err(|error| unreached(&error))?).await
        };
        // A server that sends a byte now and then is not silent and still has to end some time.
        let longest = self.patience(call).saturating_mul(4);
        timeout(longest, whole).await.map_err(|_| silent(longest))?
    }

    fn request(&self, call: &Call) -> Result<RequestBuilder, Fault> {
        if self.is_cut {
            return Err(Fault::new(Class::Settings, "nothing may leave this machine in this run"));
        }
        let mut url =
            Url::parse(&call.url).map_err(|_| Fault::new(Class::Settings, "no address"))?;
        if !self.address.covers(&url) {
            let host = url.host_str().unwrap_or_default();
            let said =
                format!("a request for `{host}` was stopped: it is not `{}`", self.address.host());
            return Err(Fault::new(Class::Settings, said));
        }
        if let Some((name, key)) = &call.query_key {
            url.query_pairs_mut().append_pair(name, key.expose_secret());
        }
        let http = self.http.get_or_init(|| make(&self.address));
        let http = http.as_ref().map_err(|said| Fault::new(Class::Settings, said.clone()))?;
        let mut request = match call.method {
            Method::Get => http.get(url),
            Method::Post => http.post(url).body(call.body.clone()),
        };
        for header in &call.headers {
            let name = HeaderName::from_bytes(header.name.as_bytes())
                .map_err(|_| Fault::new(Class::Settings, "a header has no possible name"))?;
            request = request.header(name, value(&header.value)?);
        }
        Ok(request)
    }
}

fn make(address: &Address) -> Result<reqwest::Client, String> {
    // An error only says that another part of the program was first; any provider will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder()
        .user_agent(concat!("recto/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(CONNECT)
        .tcp_keepalive(Duration::from_secs(30));
    // Without encryption there is nothing to verify: the certificates need not be read.
    let builder =
        if address.is_encrypted() { builder } else { builder.tls_certs_only(std::iter::empty()) };
    builder.build().map_err(|error| format!("no client for HTTP: {}", innermost(&error)))
}

fn value(value: &Value) -> Result<HeaderValue, Fault> {
    let wrong =
        |what: &str| Fault::new(Class::Auth, format!("{what} holds characters no header can"));
    match value {
        Value::Open(text) => HeaderValue::from_str(text).map_err(|_| wrong("a setting")),
        Value::Secret(text) => {
            let mut value =
                HeaderValue::from_str(text.expose_secret()).map_err(|_| wrong("the key"))?;
            value.set_sensitive(true);
            Ok(value)
        }
    }
}

/// Waits for something as long as patience lasts, and looks every so often how long that is.
async fn awaited<T>(
    something: impl Future<Output = T>,
    patience: &(dyn Fn() -> Duration + Sync),
) -> Result<T, Fault> {
    let mut something = pin!(something);
    let start = Instant::now();
    loop {
        let left = patience().saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(silent(patience()));
        }
        if let Ok(done) = timeout(left.min(LOOK), &mut something).await {
            return Ok(done);
        }
    }
}

async fn body(mut response: Response) -> Result<Answer, Fault> {
    let status = response.status().as_u16();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let mut body = Vec::new();
    loop {
        let chunk = timeout(STALL, response.chunk()).await.map_err(|_| silent(STALL))?;
        let Some(chunk) = chunk.map_err(|error| broken(&error))? else { break };
        if body.len() + chunk.len() > LONGEST_BODY {
            return Err(Fault::new(Class::Unusable, "an answer of more than 8 MiB"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, headers, body })
}

fn silent(patience: Duration) -> Fault {
    Fault::new(Class::Unreachable, format!("no answer within {} s", patience.as_secs()))
}

fn broken(error: &reqwest::Error) -> Fault {
    Fault::new(Class::Unreachable, format!("the answer broke off ({})", innermost(error)))
}

fn unreached(error: &reqwest::Error) -> Fault {
    let why = innermost(error);
    if why.contains("certificate") {
        let said = format!(
            "its certificate is not believed ({why}): name the authority's file in `SSL_CERT_FILE`"
        );
        return Fault::new(Class::Settings, said);
    }
    let what = if error.is_connect() { "no connection" } else { "no answer" };
    Fault::new(Class::Unreachable, format!("{what} ({why})"))
}

/// Says what is at the bottom of an error; the layers above it repeat the whole address.
fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    crate::verdict::one_line(&cause.to_string())
}
