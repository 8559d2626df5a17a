//! Every colour token of the look by name, with its value in both themes. The one source is the shell's `tokens.css`;
//! a test compares. Painters resolve tokens (the browser by its style sheet, everything else by `Theme`); nothing in
//! this crate writes a colour.

/// A colour as red, green, blue, alpha: `0xRRGGBBAA`.
pub type Rgba = u32;

macro_rules! tokens {
    ($($variant:ident = $name:literal $light:literal $dark:literal,)+) => {
        /// A colour by its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Token {
            $(#[doc = $name] $variant,)+
            /// A colour of an imported file, `0xRRGGBB`, the same in both themes.
            Literal(u32),
            /// A line in the colour of an imported file, `0xRRGGBB`, made darker (or lighter, at night) until it stands
            /// out 3:1 from `ShapeFill`.
            LiteralLine(u32),
        }

        /// The same without literals, to be counted.
        #[derive(Clone, Copy)]
        enum Named {
            $($variant,)+
        }

        impl Token {
            /// All named tokens, in the order of `Token::index`.
            pub const NAMED: &'static [Self] = &[$(Self::$variant),+];

            /// Place in `Token::NAMED`; `None` for literals.
            #[must_use]
            pub const fn index(self) -> Option<usize> {
                match self {
                    $(Self::$variant => Some(Named::$variant as usize),)+
                    Self::Literal(_) | Self::LiteralLine(_) => None,
                }
            }

            /// The custom property's name (`--shape-line`); `None` for literals.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($name),)+
                    Self::Literal(_) | Self::LiteralLine(_) => None,
                }
            }

            /// Value in a theme.
            #[must_use]
            pub fn value(self, theme: Theme) -> Rgba {
                let (light, dark) = match self {
                    $(Self::$variant => ($light, $dark),)+
                    Self::Literal(rgb) => (opaque(rgb), opaque(rgb)),
                    Self::LiteralLine(rgb) => {
                        let ground = Self::ShapeFill.value(theme);
                        return legible(opaque(rgb), ground, 3.0);
                    }
                };
                match theme {
                    Theme::Light => light,
                    Theme::Dark => dark,
                }
            }
        }
    };
}

tokens! {
    Paper = "--paper" 0xF7F4_EEFF 0x191D_22FF,
    PaperDot = "--paper-dot" 0xD3CF_C5FF 0x393D_45FF,
    Surface = "--surface" 0xFDFD_FAFF 0x2428_2EFF,
    Raised = "--raised" 0xFFFF_FFFF 0x2B2F_36FF,
    Sunken = "--sunken" 0xF3F1_EBFF 0x1E22_28FF,
    Hover = "--hover" 0xEEEB_E4FF 0x3539_41FF,
    Press = "--press" 0xE6E3_DAFF 0x3D42_4BFF,
    Scrim = "--scrim" 0x2A25_1F66 0x0B0D_1099,
    Ink1 = "--ink-1" 0x211C_17FF 0xECE9_E4FF,
    Ink2 = "--ink-2" 0x4C47_3FFF 0xC5C2_BBFF,
    Ink3 = "--ink-3" 0x6661_59FF 0xB1AE_A8FF,
    InkDisabled = "--ink-disabled" 0x908B_84FF 0x7471_6BFF,
    Line1 = "--line-1" 0xE6E2_DCFF 0x3539_41FF,
    Line2 = "--line-2" 0xD2CD_C4FF 0x4B50_59FF,
    LineStrong = "--line-strong" 0x857F_76FF 0x858B_95FF,
    Accent = "--accent" 0x2B4C_B1FF 0x98B3_FBFF,
    AccentHover = "--accent-hover" 0x213E_97FF 0xB0C6_FFFF,
    AccentPress = "--accent-press" 0x1A33_7DFF 0xC6D7_FFFF,
    AccentInk = "--accent-ink" 0xFFFF_FFFF 0x0D17_2FFF,
    AccentSoft = "--accent-soft" 0xE5ED_FFFF 0x2A38_5AFF,
    AccentSoft2 = "--accent-soft-2" 0xCDDC_FFFF 0x374B_7BFF,
    AccentText = "--accent-text" 0x2646_AAFF 0xACC3_FCFF,
    Focus = "--focus" 0x1C4C_C8FF 0x9BCB_FFFF,
    Danger = "--danger" 0xA727_21FF 0xF58B_84FF,
    DangerText = "--danger-text" 0x8B1F_1AFF 0xFAB2_ACFF,
    DangerSoft = "--danger-soft" 0xFDE9_E6FF 0x4C2B_28FF,
    DangerInk = "--danger-ink" 0xFFFF_FFFF 0x2211_0EFF,
    Warn = "--warn" 0x8852_0AFF 0xE8B9_66FF,
    WarnText = "--warn-text" 0x7144_0BFF 0xEFCC_8CFF,
    WarnSoft = "--warn-soft" 0xFDF0_D2FF 0x4334_1DFF,
    WarnInk = "--warn-ink" 0xFFFF_FFFF 0x1F13_07FF,
    Ok = "--ok" 0x2767_3DFF 0x7FCC_94FF,
    OkText = "--ok-text" 0x1F57_33FF 0xA1DB_AFFF,
    OkSoft = "--ok-soft" 0xE2F6_E6FF 0x253A_2AFF,
    OkInk = "--ok-ink" 0xFFFF_FFFF 0x0B1A_0FFF,
    Tip = "--tip" 0x2A25_20FF 0xEAE8_E2FF,
    TipInk = "--tip-ink" 0xF7F5_F1FF 0x1B1E_24FF,
    TipInk2 = "--tip-ink-2" 0xC1BD_B7FF 0x494D_54FF,
    ShapeLine = "--shape-line" 0x2722_1DFF 0xDBD9_D3FF,
    ShapeFill = "--shape-fill" 0xFFFF_FFFF 0x282B_32FF,
    PoolFill = "--pool-fill" 0xFDFD_FAFF 0x1E22_28FF,
    PoolLine = "--pool-line" 0x4C47_3FFF 0xA19E_98FF,
    NoteShade = "--note-shade" 0x3D2F_1426 0x0000_0059,
    NoteYellow = "--note-yellow" 0xFCE6_87FF 0xC6B6_6EFF,
    NoteOrange = "--note-orange" 0xFFCB_9DFF 0xC79E_7BFF,
    NoteRose = "--note-rose" 0xFEC5_CAFF 0xC599_9DFF,
    NoteViolet = "--note-violet" 0xDACA_F3FF 0xA99D_BCFF,
    NoteBlue = "--note-blue" 0xB8DD_FAFF 0x8FAB_C2FF,
    NoteGreen = "--note-green" 0xC3EA_BAFF 0x99B7_93FF,
    NoteYellowInk = "--note-yellow-ink" 0x2821_05FF 0x1713_01FF,
    NoteOrangeInk = "--note-orange-ink" 0x311C_08FF 0x1E0F_03FF,
    NoteRoseInk = "--note-rose-ink" 0x3418_1CFF 0x200C_0EFF,
    NoteVioletInk = "--note-violet-ink" 0x261C_33FF 0x160F_1FFF,
    NoteBlueInk = "--note-blue-ink" 0x0B24_35FF 0x0414_21FF,
    NoteGreenInk = "--note-green-ink" 0x1527_12FF 0x0A16_07FF,
    NoteYellowEdge = "--note-yellow-edge" 0xDEC9_6AFF 0xA696_4FFF,
    NoteOrangeEdge = "--note-orange-edge" 0xE2AE_81FF 0xA780_5EFF,
    NoteRoseEdge = "--note-rose-edge" 0xE0A8_AEFF 0xA57B_7FFF,
    NoteVioletEdge = "--note-violet-edge" 0xBDAE_D5FF 0x8A7F_9CFF,
    NoteBlueEdge = "--note-blue-edge" 0x9BBF_DCFF 0x718D_A2FF,
    NoteGreenEdge = "--note-green-edge" 0xA6CD_9EFF 0x7B98_75FF,
    Lane1 = "--lane-1" 0xFBF7_EEFF 0x2825_1FFF,
    Lane2 = "--lane-2" 0xF2F8_FFFF 0x2026_2DFF,
    Lane3 = "--lane-3" 0xF2FA_F3FF 0x2028_21FF,
    Lane4 = "--lane-4" 0xFFF4_F4FF 0x2D22_22FF,
    Lane5 = "--lane-5" 0xF8F6_FFFF 0x2724_2CFF,
    Lane6 = "--lane-6" 0xEEFA_FBFF 0x1C28_29FF,
    Lane7 = "--lane-7" 0xFFF5_F0FF 0x2A24_21FF,
    Lane8 = "--lane-8" 0xFEF4_FAFF 0x2B23_28FF,
    Lane1Head = "--lane-1-head" 0xF0E7_D2FF 0x3A35_27FF,
    Lane2Head = "--lane-2-head" 0xDBE9_FCFF 0x2A36_46FF,
    Lane3Head = "--lane-3-head" 0xDBEE_DEFF 0x2A3A_2DFF,
    Lane4Head = "--lane-4-head" 0xFCE0_E0FF 0x452F_2FFF,
    Lane5Head = "--lane-5-head" 0xEBE4_FAFF 0x3832_44FF,
    Lane6Head = "--lane-6-head" 0xD2EE_F1FF 0x213A_3DFF,
    Lane7Head = "--lane-7-head" 0xF9E3_D6FF 0x4032_2AFF,
    Lane8Head = "--lane-8-head" 0xF7E1_EEFF 0x412F_3BFF,
    Person1 = "--person-1" 0x0961_BBFF 0x86BA_FEFF,
    Person2 = "--person-2" 0xAC30_31FF 0xF79B_93FF,
    Person3 = "--person-3" 0x1A76_3FFF 0x7ECC_94FF,
    Person4 = "--person-4" 0x7347_AFFF 0xC2A7_F5FF,
    Person5 = "--person-5" 0x974C_00FF 0xEFA4_70FF,
    Person6 = "--person-6" 0x0072_77FF 0x5DCB_D1FF,
    Person7 = "--person-7" 0xA131_70FF 0xEE99_C1FF,
    Person8 = "--person-8" 0x6569_0FFF 0xB9BF_5BFF,
    Person1Ink = "--person-1-ink" 0xFFFF_FFFF 0x0B17_26FF,
    Person2Ink = "--person-2-ink" 0xFFFF_FFFF 0x240F_0EFF,
    Person3Ink = "--person-3-ink" 0xFFFF_FFFF 0x081B_0EFF,
    Person4Ink = "--person-4-ink" 0xFFFF_FFFF 0x1812_24FF,
    Person5Ink = "--person-5-ink" 0xFFFF_FFFF 0x2211_06FF,
    Person6Ink = "--person-6-ink" 0xFFFF_FFFF 0x001B_1CFF,
    Person7Ink = "--person-7-ink" 0xFFFF_FFFF 0x220F_18FF,
    Person8Ink = "--person-8-ink" 0xFFFF_FFFF 0x1618_04FF,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

const fn opaque(rgb: u32) -> Rgba {
    ((rgb & 0x00FF_FFFF) << 8) | 0xFF
}

impl Token {
    /// The token of a custom property's name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMED.iter().copied().find(|token| token.name() == Some(name))
    }
}

/// Relative luminance (WCAG 2.2, 1.4.3), 0 … 1. Alpha is ignored.
#[must_use]
pub fn luminance(colour: Rgba) -> f64 {
    let channel = |shift: u32| {
        let value = f64::from((colour >> shift) & 0xFF) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(24) + 0.7152 * channel(16) + 0.0722 * channel(8)
}

/// Contrast of two colours, 1 … 21.
#[must_use]
pub fn contrast(a: Rgba, b: Rgba) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour, mixed with black (on a light ground) or white (on a dark one) in steps until it reaches `ratio`.
#[must_use]
pub fn legible(colour: Rgba, ground: Rgba, ratio: f64) -> Rgba {
    let target = if luminance(ground) > 0.18 { 0.0 } else { 255.0 };
    let mut step = 0;
    loop {
        let share = f64::from(step) / 20.0;
        let mix = |shift: u32| {
            let value = f64::from((colour >> shift) & 0xFF);
            // In range by construction: a mean of two values of 0 … 255.
            ((value + (target - value) * share).round() as u32) << shift
        };
        let mixed = mix(24) | mix(16) | mix(8) | 0xFF;
        if step == 20 || contrast(mixed, ground) >= ratio {
            return mixed;
        }
        step += 1;
    }
}

/// `#RGB` or `#RRGGBB` as `0xRRGGBB`.
#[must_use]
pub fn parse_hex(text: &str) -> Option<u32> {
    let digits = text.trim().strip_prefix('#')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        3 => u32::from_str_radix(digits, 16).ok().map(|v| {
            let (r, g, b) = ((v >> 8) & 15, (v >> 4) & 15, v & 15);
            ((r * 17) << 16) | ((g * 17) << 8) | (b * 17)
        }),
        6 => u32::from_str_radix(digits, 16).ok(),
        _ => None,
    }
}
