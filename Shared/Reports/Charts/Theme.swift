// Colours, dashes and marker shapes, in one place, for light and dark.
//
// The hues are those that Okabe and Ito (2008) chose to stay apart for colour-blind readers, made
// darker on light paper and lighter on dark, so that every line has a contrast of 3 and every text
// of 4.5 at least. Shape and dash repeat what colour says.

enum Theme {
  /// One set of colours.
  struct Palette {
    let page: Color
    let surface: Color
    let ink: Color
    let muted: Color
    let grid: Color
    let link: Color
    /// The shade at an edge behind which there is more.
    let edge: Color
    /// By class or series, used again from the start when there are more.
    let series: [Color]
  }

  static let light = Palette(
    page: Color(0xF6F7F9), surface: Color(0xFFFFFF), ink: Color(0x1B2027), muted: Color(0x59626E),
    grid: Color(0xE1E5EA), link: Color(0x0B5CAD),
    edge: Color(0xAEB7C2),
    series: [
      Color(0x0B66B2), Color(0xC4500B), Color(0x007F5F), Color(0xAD4488), Color(0x8C6D00),
      Color(0x2E8CBF), Color(0x4C5561), Color(0x7A4327),
    ])

  static let dark = Palette(
    page: Color(0x12151A), surface: Color(0x1A1E25), ink: Color(0xE7EAEF), muted: Color(0xA4ADB9),
    grid: Color(0x2E343D), link: Color(0x7DB9F5),
    edge: Color(0x5B6675),
    series: [
      Color(0x5AA9EE), Color(0xFF8B4D), Color(0x36C49A), Color(0xE898C9), Color(0xE3C34A),
      Color(0x8FD6FA), Color(0xBAC2CD), Color(0xC99274),
    ])

  /// How many series have a colour of their own.
  static let seriesCount = light.series.count

  /// The name of a series' colour in style rules.
  static func color(_ index: Int) -> String { "var(--s\(index % seriesCount))" }

  /// A see-through colour between the light and the dark one of a series, for pictures, which cannot
  /// follow the reader's choice.
  static func tint(_ index: Int, alpha: Double) -> Color {
    let slot = index % seriesCount
    var color = light.series[slot].mixed(with: dark.series[slot], share: 0.5)
    color.alpha = UInt8((alpha * 255).rounded())
    return color
  }

  /// The pattern of a line: solid for the first, so that three lines differ on grey paper too.
  static func dash(_ index: Int) -> String { ["", "7 3", "2 3", "9 3 2 3"][index % 4] }

  /// The colours as custom properties, dark where the reader asks for it, light on paper.
  static var variables: String {
    ":root{\(properties(light))}"
      + "@media screen and (prefers-color-scheme:dark){:root{\(properties(dark))}}"
  }

  private static func properties(_ palette: Palette) -> String {
    let named = [
      ("page", palette.page), ("surface", palette.surface), ("ink", palette.ink),
      ("muted", palette.muted), ("grid", palette.grid), ("link", palette.link),
      ("edge", palette.edge),
    ]
    let series = palette.series.enumerated().map { ("s\($0.offset)", $0.element) }
    return (named + series).map { "--\($0.0):\($0.1.css);" }.joined()
  }

  /// The rules that charts need.
  static let chartRules = """
    .chart{display:block;font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;\
    max-width:100%;height:auto;fill:var(--ink)}
    .chart .tick{fill:var(--muted);font-variant-numeric:tabular-nums}
    .chart .name{fill:var(--ink)}
    .chart .note{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--surface);\
    stroke-width:3px;stroke-linejoin:round}
    .chart .strong{fill:var(--ink);font-weight:600}
    .chart .small{font-size:10px}
    .chart .grid{stroke:var(--grid);stroke-width:1}
    .chart .axis{stroke:var(--muted);stroke-width:1}
    .chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
    .chart .mark{stroke:var(--surface);stroke-width:.8}
    .chart .pixels{image-rendering:-webkit-optimize-contrast;image-rendering:crisp-edges;\
    image-rendering:pixelated}

    """
}
