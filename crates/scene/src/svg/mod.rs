//! The scene as a self-contained SVG file: text stays text, colours are written out, nothing is fetched. Needs no
//! browser.

mod font;
mod write;

use crate::{Cap, Item, Join, Paint, Scene, Segment, Stroke, Text, Theme, Token, text};
use wandel_board::Projection;
use wandel_process::geometry::{Point, Rect, Size};
use write::{Writer, number};

/// How a picture is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub theme: Theme,
    /// Around the content, board units.
    pub padding: f64,
    /// With the ground's dot grid.
    pub dots: bool,
    /// With the font inside the file, so that it looks the same everywhere. Needs the feature `embed-font`; without it
    /// the file only names the family.
    pub embed_font: bool,
    /// What it is looked at in, pixels: what could not be seen in three times that size is left out, so that the picture of a
    /// large board is not large.
    pub within: Option<Size>,
}

/// How much larger somebody may look.
const CLOSER: f64 = 3.0;

impl Default for Options {
    fn default() -> Self {
        Self { theme: Theme::Light, padding: 24.0, dots: false, embed_font: false, within: None }
    }
}

/// A plane as SVG. An empty plane gives an empty picture of 320 x 200.
#[must_use]
pub fn paint(scene: &Scene, projection: &Projection, plane: &str, options: &Options) -> String {
    let content = scene.content_bounds(plane).unwrap_or(Rect::new(0.0, 0.0, 272.0, 152.0));
    let view = content.inflate(options.padding.max(0.0));
    // Whole numbers, so that lines on the grid stay sharp.
    let (x, y) = (view.x.floor(), view.y.floor());
    let view = Rect::new(x, y, (view.right() - x).ceil(), (view.bottom() - y).ceil());
    let ids = scene.all(plane);
    let zoom = options.within.map_or(1.0, |size| (size.w / view.w).min(size.h / view.h) * CLOSER);
    let seen = |item: &&Item| item.detail().visible(zoom);
    let items: Vec<&Item> = ids.iter().flat_map(|id| scene.items(id)).filter(seen).collect();

    let mut out = Writer::new(options.theme);
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    out.raw(&format!(
        " viewBox=\"{} {} {} {}\" width=\"{}\" height=\"{}\" role=\"img\"",
        number(view.x),
        number(view.y),
        number(view.w),
        number(view.h),
        number(view.w),
        number(view.h)
    ));
    out.raw(&format!(" font-family=\"'{}', sans-serif\" xml:space=\"preserve\">", text::FAMILY));
    out.raw("<title>");
    out.escaped(&projection.meta().title);
    out.raw("</title>");
    let fonts = if options.embed_font { font::css(&items) } else { String::new() };
    if !fonts.is_empty() {
        out.raw("<style>");
        out.raw(&fonts);
        out.raw("</style>");
    }
    shadows(&items, &mut out);
    ground(view, options, &mut out);
    for item in items {
        draw(item, &mut out);
    }
    out.raw("</svg>\n");
    out.finish()
}

fn ground(view: Rect, options: &Options, out: &mut Writer) {
    let all = format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(view.x),
        number(view.y),
        number(view.w),
        number(view.h)
    );
    out.raw(&all);
    out.colour("fill", Token::Paper);
    out.raw("/>");
    if options.dots {
        out.raw("<pattern id=\"dots\" width=\"20\" height=\"20\" patternUnits=\"userSpaceOnUse\" x=\"-10\" y=\"-10\">");
        out.raw("<circle cx=\"10\" cy=\"10\" r=\"1\"");
        out.colour("fill", Token::PaperDot);
        out.raw("/></pattern>");
        out.raw(&all);
        out.raw(" fill=\"url(#dots)\"/>");
    }
}

/// One blur a size.
fn shadows(items: &[&Item], out: &mut Writer) {
    let mut blurs: Vec<f64> = items
        .iter()
        .filter_map(|item| if let Item::Shadow { blur, .. } = item { Some(*blur) } else { None })
        .collect();
    blurs.sort_by(f64::total_cmp);
    blurs.dedup();
    for blur in blurs {
        out.raw(&format!(
            "<filter id=\"{}\" x=\"-10%\" y=\"-15%\" width=\"120%\" height=\"130%\"><feGaussianBlur stdDeviation=\"{}\"/></filter>",
            blur_id(blur),
            number(blur)
        ));
    }
}

fn blur_id(blur: f64) -> String {
    format!("blur{}", number(blur).replace('.', "-"))
}

fn draw(item: &Item, out: &mut Writer) {
    match item {
        Item::Rect { rect, radius, paint, detail: _ } => {
            rectangle(*rect, *radius, out);
            painted(paint, out);
            out.raw("/>");
        }
        Item::Circle { centre, radius, paint, detail: _ } => {
            out.raw("<circle");
            out.number("cx", centre.x);
            out.number("cy", centre.y);
            out.number("r", *radius);
            painted(paint, out);
            out.raw("/>");
        }
        Item::Path { segments, paint, detail: _ } => {
            out.raw("<path d=\"");
            out.raw(&data(segments));
            out.raw("\"");
            painted(paint, out);
            out.raw("/>");
        }
        Item::Text { text, detail: _ } => words(text, out),
        Item::Shadow { rect, radius, dy, blur, token } => {
            rectangle(rect.translate(Point::new(0.0, *dy)), *radius, out);
            out.colour("fill", *token);
            out.raw(&format!(" filter=\"url(#{})\"/>", blur_id(*blur)));
        }
    }
}

fn rectangle(rect: Rect, radius: f64, out: &mut Writer) {
    out.raw("<rect");
    out.number("x", rect.x);
    out.number("y", rect.y);
    out.number("width", rect.w);
    out.number("height", rect.h);
    if radius > 0.0 {
        out.number("rx", radius);
    }
}

fn painted(paint: &Paint, out: &mut Writer) {
    match paint.fill {
        Some(token) => {
            out.colour("fill", token);
            if paint.opacity < 1.0 {
                out.number("fill-opacity", paint.opacity);
            }
        }
        None => out.raw(" fill=\"none\""),
    }
    let Some(Stroke { token, width, dash, cap, join }) = paint.stroke else { return };
    out.colour("stroke", token);
    out.number("stroke-width", width);
    if !dash.is_empty() {
        let list: Vec<String> = dash.iter().map(|length| number(*length)).collect();
        out.raw(&format!(" stroke-dasharray=\"{}\"", list.join(" ")));
    }
    match cap {
        Cap::Butt => {}
        Cap::Round => out.raw(" stroke-linecap=\"round\""),
    }
    match join {
        Join::Miter => {}
        Join::Round => out.raw(" stroke-linejoin=\"round\""),
    }
}

fn data(segments: &[Segment]) -> String {
    let mut data = String::new();
    let pair = |p: Point| format!("{} {}", number(p.x), number(p.y));
    for segment in segments {
        match *segment {
            Segment::Move(p) => data += &format!("M{}", pair(p)),
            Segment::Line(p) => data += &format!("L{}", pair(p)),
            Segment::Quad(c, p) => data += &format!("Q{} {}", pair(c), pair(p)),
            Segment::Cubic(c, d, p) => data += &format!("C{} {} {}", pair(c), pair(d), pair(p)),
            Segment::Close => data.push('Z'),
        }
    }
    data
}

fn words(text: &Text, out: &mut Writer) {
    out.raw("<text");
    out.number("font-size", text.size);
    if text.weight != 400 {
        out.number("font-weight", f64::from(text.weight));
    }
    out.colour("fill", text.ink);
    if let Some(halo) = text.halo {
        out.colour("stroke", halo);
        out.raw(" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    }
    let origin = if text.turned {
        let place = format!("{} {}", number(text.origin.x), number(text.origin.y));
        out.raw(&format!(" transform=\"translate({place}) rotate(-90)\""));
        Point::default()
    } else {
        text.origin
    };
    out.raw(">");
    for line in &text.lines {
        for run in &line.runs {
            out.raw("<tspan");
            out.number("x", origin.x + run.x);
            out.number("y", origin.y + line.baseline);
            if run.fitted {
                out.number("textLength", run.width);
                out.raw(" lengthAdjust=\"spacingAndGlyphs\"");
            }
            out.raw(">");
            out.escaped(&run.text);
            out.raw("</tspan>");
        }
    }
    out.raw("</text>");
}
