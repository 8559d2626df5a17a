//! `POST /v2/deployments` of Camunda 8's REST interface (8.6 and later).

use super::{Definition, DeployError, Deployed, Engine, Parcel, client, multipart::Form};
use serde_json::Value;

pub(super) fn deploy(engine: &Engine, parcel: &Parcel) -> Result<Deployed, DeployError> {
    let mut form = Form::around(&parcel.files);
    for file in &parcel.files {
        form = form.file("resources", file);
    }
    if let Some(tenant) = &engine.tenant {
        form = form.text("tenantId", tenant);
    }
    read(&client::post(engine, "/v2/deployments", form)?)
        .ok_or_else(|| DeployError::NotAnEngine("deployment".to_owned()))
}

fn read(answer: &Value) -> Option<Deployed> {
    let processes = answer
        .get("deployments")?
        .as_array()?
        .iter()
        // Forms and decisions stand in the same list.
        .filter_map(|one| one.get("processDefinition").filter(|definition| definition.is_object()))
        .map(|definition| {
            Some(Definition {
                id: key(definition.get("processDefinitionKey")?)?,
                key: definition.get("processDefinitionId")?.as_str()?.to_owned(),
                version: definition.get("processDefinitionVersion")?.as_u64()?,
            })
        })
        .collect::<Option<_>>()?;
    Some(Deployed { deployment: key(answer.get("deploymentKey")?)?, processes })
}

/// Keys are text since 8.8 and were numbers before.
fn key(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| Some(value.as_u64()?.to_string()))
}
