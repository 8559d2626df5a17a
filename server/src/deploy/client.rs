//! One request to an engine: no redirects (a secret goes to the address in the file and nowhere else), bounded in time and
//! size, its errors told apart.

use super::{DeployError, Engine, multipart::Form, refusal};
use serde_json::Value;
use std::time::Duration;
use ureq::{
    Agent,
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};

/// Large definitions take an engine a while.
const PATIENCE: Duration = Duration::from_secs(60);
/// Largest answer that is read, bytes.
const ANSWER: u64 = 4 << 20;

/// Posts a form; the answer's JSON.
pub(super) fn post(engine: &Engine, path: &str, form: Form) -> Result<Value, DeployError> {
    let (kind, body) = form.finish();
    let mut request = agent(engine)?
        .post(format!("{}{path}", engine.url))
        .header("content-type", kind)
        .header("accept", "application/json");
    if let Some(access) = &engine.access.0 {
        request = request.header("authorization", access);
    }
    let mut answer = request.send(&body).map_err(|error| DeployError::Unreachable(error.to_string()))?;
    let status = answer.status().as_u16();
    let text = answer.body_mut().with_config().limit(ANSWER).read_to_string();
    let text = text.map_err(|error| DeployError::Unreachable(error.to_string()))?;
    let json: Option<Value> = serde_json::from_str(&text).ok();
    match (status, json) {
        (200..=299, Some(json)) => Ok(json),
        (401 | 403, _) => Err(DeployError::NotAllowed),
        // Not about the file: too much to do, or whoever stands before the engine does not reach it.
        (429 | 502..=504, json) => {
            let said = json.as_ref().and_then(refusal::words).unwrap_or_else(|| status.to_string());
            Err(DeployError::Unreachable(said))
        }
        // Both engines say in JSON what is wrong with a file; a gateway before them does not.
        (400..=599, Some(json)) => match refusal::read(&json) {
            Some(refusal) => Err(DeployError::Refused(refusal)),
            None => Err(DeployError::NotAnEngine(status.to_string())),
        },
        _ => Err(DeployError::NotAnEngine(status.to_string())),
    }
}

fn agent(engine: &Engine) -> Result<Agent, DeployError> {
    let mut tls = TlsConfig::builder();
    if let Some(authority) = &engine.authority {
        let certificates: Vec<Certificate<'static>> = parse_pem(authority)
            .filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            })
            .collect();
        if certificates.is_empty() {
            return Err(DeployError::Unreachable("ca_file".to_owned()));
        }
        tls = tls.root_certs(RootCerts::from(certificates));
    }
    let config = Agent::config_builder()
        .tls_config(tls.build())
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .proxy(None)
        .user_agent("wandel")
        .build();
    Ok(config.into())
}
