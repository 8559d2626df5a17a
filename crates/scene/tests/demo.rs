//! The process of the drawings: its routes as a person would draw them.

mod common;

use common::stage;
use wandel_scene::{Theme, svg};

#[test]
fn routes_are_those_of_the_drawing() {
    let stage = stage(include_str!("data/demo.txt"));
    let check = |name: &str, expected: &[(f64, f64)]| assert_eq!(stage.route(name), expected, "{name}");
    check("f1", &[(210.0, 302.0), (252.0, 302.0)]);
    check("f2", &[(352.0, 302.0), (399.0, 302.0)]);
    check("f3", &[(424.0, 327.0), (424.0, 402.0)]);
    check("f4", &[(514.0, 302.0), (449.0, 302.0)]);
    check("no1", &[(564.0, 417.0), (564.0, 342.0)]);
    check("yes1", &[(564.0, 467.0), (564.0, 582.0), (654.0, 582.0)]);
    check("f6", &[(704.0, 542.0), (704.0, 482.0)]);
    check("no2", &[(849.0, 442.0), (894.0, 442.0)]);
    check("yes2", &[(824.0, 467.0), (824.0, 564.0)]);
    check("ask", &[(684.0, 622.0), (684.0, 692.0)]);
    check("answer", &[(724.0, 692.0), (724.0, 622.0)]);
}

/// With `WANDEL_PICTURES=folder`, the pictures are written there, to be looked at.
#[test]
fn everything_is_drawn_in_both_themes() {
    let fixtures = [
        ("demo", include_str!("data/demo.txt")),
        ("gallery", include_str!("data/gallery.txt")),
        ("routes", include_str!("data/routes.txt")),
    ];
    for (name, text) in fixtures {
        let stage = stage(text);
        for theme in [Theme::Light, Theme::Dark] {
            let options = svg::Options { theme, dots: true, embed_font: true, ..svg::Options::default() };
            let picture = svg::paint(&stage.scene, stage.projection(), "board", &options);
            if let Ok(folder) = std::env::var("WANDEL_PICTURES") {
                std::fs::write(format!("{folder}/{name}-{theme:?}.svg"), &picture).unwrap();
            }
            for element in stage.projection().in_order() {
                assert!(!stage.scene.items(&element.id).is_empty(), "{} is drawn", element.id);
            }
            assert!(picture.contains("<title>Probe &lt;&amp;&gt;</title>"));
        }
    }
}
