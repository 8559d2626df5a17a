//! One canvas with its context: colours by token, and the context's state remembered, so that it is set only when it
//! changes (crossing the border costs more than comparing).

use std::collections::HashMap;
use wandel_process::geometry::{Rect, Size};
use wandel_scene::{Cap, Join, Stroke, Theme, Token, luminance, parse_hex};
use wasm_bindgen::{JsCast, JsError, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Where no font was told.
const FONT: &str = "\"Atkinson Hyperlegible Next\", system-ui, sans-serif";

pub struct Layer {
    canvas: HtmlCanvasElement,
    pub context: CanvasRenderingContext2d,
    colours: Vec<String>,
    theme: Theme,
    font_family: String,
    fill: Option<Token>,
    stroke: Option<Stroke>,
    width: f64,
    alpha: f64,
    font: (f64, u16),
}

impl Layer {
    /// # Errors
    /// If the canvas has no 2D context.
    pub fn new(canvas: HtmlCanvasElement) -> Result<Self, JsError> {
        let context = canvas
            .get_context("2d")
            .ok()
            .flatten()
            .and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
            .ok_or_else(|| JsError::new("engine.no-canvas"))?;
        Ok(Self {
            canvas,
            context,
            colours: Token::NAMED.iter().map(|token| hex(token.value(Theme::Light))).collect(),
            theme: Theme::Light,
            font_family: FONT.to_owned(),
            fill: None,
            stroke: None,
            width: 0.0,
            alpha: 1.0,
            font: (0.0, 0),
        })
    }

    /// Takes colours; a token that is not told has its own value of the theme that the ground's colour speaks for.
    pub fn theme(&mut self, tokens: &HashMap<String, String>) {
        let paper = tokens.get("--paper").and_then(|colour| parse(colour));
        self.theme = if paper.is_some_and(|rgb| luminance(rgb) < 0.18) { Theme::Dark } else { Theme::Light };
        self.colours = Token::NAMED
            .iter()
            .map(|token| {
                let told = token.name().and_then(|name| tokens.get(name)).filter(|colour| !colour.is_empty());
                told.cloned().unwrap_or_else(|| hex(token.value(self.theme)))
            })
            .collect();
        if let Some(font) = tokens.get("--font").filter(|font| !font.is_empty()) {
            self.font_family.clone_from(font);
        }
        self.forget();
    }

    /// Makes the canvas as large as needed, in device pixels. True if it changed (and so was cleared).
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn fit(&mut self, size: Size, ratio: f64) -> bool {
        // Sizes are between 0 and 16,384 (`Camera::resize`).
        let (w, h) = ((size.w * ratio).round().max(1.0) as u32, (size.h * ratio).round().max(1.0) as u32);
        if self.canvas.width() == w && self.canvas.height() == h {
            return false;
        }
        self.canvas.set_width(w);
        self.canvas.set_height(h);
        self.forget();
        true
    }

    pub fn clear(&mut self) {
        let _ = self.context.reset_transform();
        self.context.clear_rect(0.0, 0.0, f64::from(self.canvas.width()), f64::from(self.canvas.height()));
    }

    /// After the context was reset: nothing is known of its state.
    pub fn forget(&mut self) {
        self.fill = None;
        self.stroke = None;
        self.width = 0.0;
        self.alpha = -1.0;
        self.font = (0.0, 0);
        // Left to itself a canvas kerns words, but not the blanks between them; the engine measures both.
        let _ = js_sys::Reflect::set(&self.context, &"fontKerning".into(), &"normal".into());
    }

    pub fn transform(&self, scale: f64, x: f64, y: f64) {
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, x, y);
    }

    fn colour(&self, token: Token) -> String {
        match token.index() {
            Some(index) => self.colours.get(index).cloned().unwrap_or_default(),
            None => hex(token.value(self.theme)),
        }
    }

    pub fn alpha(&mut self, alpha: f64) {
        if (self.alpha - alpha).abs() > 1e-3 {
            self.alpha = alpha;
            self.context.set_global_alpha(alpha);
        }
    }

    pub fn fill(&mut self, token: Token) {
        if self.fill != Some(token) {
            self.fill = Some(token);
            self.context.set_fill_style_str(&self.colour(token));
        }
    }

    /// `width` as it is drawn, which may be more than the stroke's own.
    pub fn stroke(&mut self, stroke: Stroke, width: f64) {
        if self.stroke.is_none_or(|before| before.token != stroke.token) {
            self.context.set_stroke_style_str(&self.colour(stroke.token));
        }
        if (self.width - width).abs() > 1e-6 {
            self.width = width;
            self.context.set_line_width(width);
        }
        if self.stroke.is_none_or(|before| before.dash != stroke.dash) {
            let dash = js_sys::Array::new();
            for length in stroke.dash {
                dash.push(&JsValue::from_f64(*length));
            }
            let _ = self.context.set_line_dash(&dash);
        }
        if self.stroke.is_none_or(|before| before.cap != stroke.cap) {
            self.context.set_line_cap(match stroke.cap {
                Cap::Butt => "butt",
                Cap::Round => "round",
            });
        }
        if self.stroke.is_none_or(|before| before.join != stroke.join) {
            self.context.set_line_join(match stroke.join {
                Join::Miter => "miter",
                Join::Round => "round",
            });
        }
        self.stroke = Some(stroke);
    }

    pub fn font(&mut self, size: f64, weight: u16) {
        if self.font != (size, weight) {
            self.font = (size, weight);
            self.context.set_font(&format!("{weight} {size}px {}", self.font_family));
        }
    }

    /// A path of a rectangle with round corners.
    pub fn round(&self, rect: Rect, radius: f64) {
        self.context.begin_path();
        if radius > 0.0 {
            let radius = radius.min(rect.w / 2.0).min(rect.h / 2.0);
            let _ = self.context.round_rect_with_f64(rect.x, rect.y, rect.w, rect.h, radius);
        } else {
            self.context.rect(rect.x, rect.y, rect.w, rect.h);
        }
    }

    pub fn circle(&self, x: f64, y: f64, radius: f64) {
        self.context.begin_path();
        let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
    }

    /// The shadow that what is filled next throws; `None`: none.
    pub fn shadow(&self, shadow: Option<(Token, f64, f64)>) {
        match shadow {
            Some((token, blur, dy)) => {
                self.context.set_shadow_color(&self.colour(token));
                self.context.set_shadow_blur(blur);
                self.context.set_shadow_offset_y(dy);
            }
            None => self.context.set_shadow_color("transparent"),
        }
    }
}

fn hex(rgba: u32) -> String {
    format!("#{rgba:08x}")
}

/// `#RRGGBB` or `rgb(r, g, b)` as `0xRRGGBBAA`.
fn parse(colour: &str) -> Option<u32> {
    if let Some(rgb) = parse_hex(colour) {
        return Some(rgb << 8 | 0xFF);
    }
    let inner = colour.trim().strip_prefix("rgb")?.trim_start_matches('a').strip_prefix('(')?;
    let mut parts = inner.split([',', ' ', '/', ')']).filter(|part| !part.is_empty());
    let mut part = || parts.next()?.parse::<u8>().ok().map(u32::from);
    Some(part()? << 24 | part()? << 16 | part()? << 8 | 0xFF)
}
