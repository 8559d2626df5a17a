//! `POST /deployment/create` of Operaton, Camunda 7 and CIB seven.

use super::{Definition, DeployError, Deployed, Engine, Parcel, client, multipart::Form};
use serde_json::Value;

pub(super) fn deploy(engine: &Engine, parcel: &Parcel) -> Result<Deployed, DeployError> {
    let mut form = Form::around(&parcel.files)
        .text("deployment-name", &parcel.title)
        .text("deployment-source", "wandel")
        // The same file twice makes no new version.
        .text("enable-duplicate-filtering", "true")
        .text("deploy-changed-only", "true");
    if let Some(tenant) = &engine.tenant {
        form = form.text("tenant-id", tenant);
    }
    for file in &parcel.files {
        form = form.file(&file.name, file);
    }
    read(&client::post(engine, "/deployment/create", form)?)
        .ok_or_else(|| DeployError::NotAnEngine("deployment".to_owned()))
}

fn read(answer: &Value) -> Option<Deployed> {
    let processes = match answer.get("deployedProcessDefinitions")? {
        Value::Object(definitions) => definitions
            .values()
            .map(|definition| {
                Some(Definition {
                    id: definition.get("id")?.as_str()?.to_owned(),
                    key: definition.get("key")?.as_str()?.to_owned(),
                    version: definition.get("version")?.as_u64()?,
                })
            })
            .collect::<Option<_>>()?,
        // Nothing changed since the last time.
        _ => Vec::new(),
    };
    Some(Deployed { deployment: answer.get("id")?.as_str()?.to_owned(), processes })
}
