//! `GET /api/boards/{id}/export?format=&target=`: the board as a file, as it is committed.

use super::{App, Body, Endpoint, Problem, Query, report::blocking};
use crate::{
    access::Action,
    export::{
        self, ExportError, File, Format, bpmn,
        file::{archive, file_name},
    },
    http::called::follow,
    store::BoardRow,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use std::{fmt::Write, sync::Arc};
use wandel_process::Target;

pub const ENDPOINT: Endpoint = Endpoint {
    method: "get",
    path: "/api/boards/{id}/export",
    operation: "exportBoard",
    query: &["!format", "target", "called"],
    request: Body::None,
    status: 200,
    answer: Body::File("application/octet-stream"),
    codes: &["export.unknown-format", "export.unknown-target", "export.no-document", "board.quarantined"],
    large: false,
    route: || get(handle),
};

#[derive(Deserialize)]
struct Parameters {
    format: String,
    target: Option<String>,
    /// Of archives: with the processes of other boards that are called.
    called: Option<bool>,
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::UnknownFormat => Self::bad_request("export.unknown-format"),
            ExportError::UnknownTarget => Self::bad_request("export.unknown-target"),
            ExportError::NoDocument | ExportError::NotADocument => {
                Self::coded(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())
            }
            ExportError::Failed => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "export.failed"),
            ExportError::Room(error) => error.into(),
        }
    }
}

async fn handle(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (board, visitor) = app.enter(&id, Action::Read, &headers).await?;
    app.limits.file(visitor.subject.as_deref().unwrap_or_default(), app.accounts.ambient().now())?;
    let format = Format::parse(&parameters.format, parameters.target.as_deref())?;
    let file = match format {
        Format::Zip(target) if parameters.called == Some(true) => {
            with_called(&app, &headers, &board, target).await?
        }
        _ => export::write(&app.rooms, &app.store, &board.id, format).await?,
    };
    Ok(answer(&board.title, file))
}

/// The board's files and those of the boards that are called from it, whoever asks being free to read these.
async fn with_called(
    app: &App,
    headers: &HeaderMap,
    board: &BoardRow,
    target: Target,
) -> Result<File, Problem> {
    let model = app.rooms.read(&board.id, |board, _| bpmn::model(board)).await?;
    let followed = follow(app, headers, board, &model).await?;
    let first = bpmn::files(&app.store, &board.id, model, target).await?;
    let mut others = Vec::new();
    for called in followed.boards {
        let files = bpmn::files(&app.store, &called.row.id, called.model, target).await?;
        others.push((called.row.title, files));
    }
    Ok(blocking(move || archive(first, others)).await??)
}

/// A file to be saved under the board's name.
pub(super) fn answer(title: &str, file: File) -> Response {
    let headers = [
        (header::CONTENT_TYPE, file.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&file_name(title, file.ending))),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        // Should a browser open it as a page after all: it may do nothing there.
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox".to_owned(),
        ),
    ];
    (headers, file.bytes).into_response()
}

/// RFC 6266: the name in plain ASCII, and as it is in RFC 8187's encoding.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '_' }).collect();
    let mut value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            value.push(char::from(byte));
        } else {
            let _never_fails = write!(value, "%{byte:02X}");
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_the_header() {
        assert_eq!(
            disposition("Größe 1.bpmn"),
            "attachment; filename=\"Gr__e 1.bpmn\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%201.bpmn"
        );
    }
}
