// The mathematics of the handouts as a line of text: `\frac{\partial p_i}{\partial z_j}` becomes
// `∂pᵢ/∂zⱼ`. It knows the commands that the handouts use and leaves others as their name.

/// A formula, read from left to right.
struct TeX {
  private var rest: Substring
  /// Whether raised and lowered signs arrive; otherwise `^` and `_` stand before plain ones.
  private let hasUnicode: Bool

  /// The formula as plain text.
  static func text(_ formula: String, hasUnicode: Bool = true) -> String {
    var reader = TeX(rest: formula[...], hasUnicode: hasUnicode)
    let raw = reader.sequence(until: nil)
    return raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func sequence(until end: Character?) -> String {
    var result = ""
    while let next = rest.first, next != end { result += item(next) }
    if end != nil { rest = rest.dropFirst() }
    return result
  }

  private mutating func item(_ next: Character) -> String {
    switch next {
    case "\\": return command()
    case "{":
      rest.removeFirst()
      return sequence(until: "}")
    case "^", "_":
      rest.removeFirst()
      return script(argument(), raised: next == "^")
    case "&", "~":
      rest.removeFirst()
      return " "
    case "-":
      rest.removeFirst()
      return "−"
    default:
      rest.removeFirst()
      return String(next)
    }
  }

  /// One thing after a command: a group, a command, or a sign.
  private mutating func argument() -> String {
    rest = rest.drop { $0 == " " }
    guard let next = rest.first else { return "" }
    return item(next)
  }

  private mutating func command() -> String {
    rest.removeFirst()
    let name = String(rest.prefix { $0.isLetter && $0.isASCII })
    guard !name.isEmpty else {
      let sign = rest.popFirst().map(String.init) ?? ""
      return [",": " ", ";": " ", "!": "", "\\": " ", " ": " "][sign] ?? sign
    }
    rest = rest.dropFirst(name.count)
    switch name {
    case "frac", "tfrac", "dfrac":
      let text = Self.fraction(argument(), argument())
      return text.contains("/") && opensBracket ? text + " · " : text
    case "sqrt": return "√" + Self.grouped(argument())
    case "bar": return Self.accented(argument(), "\u{304}")
    case "hat": return Self.accented(argument(), "\u{302}")
    case "text", "mathrm", "operatorname", "mathbf": return argument()
    case "left", "right", "bigl", "bigr", "Bigl", "Bigr", "big", "Big": return ""
    case "partial", "nabla", "Delta":
      rest = rest.drop { $0 == " " }
      return Self.symbols[name] ?? name
    default: return Self.symbols[name] ?? name
    }
  }

  /// Whether a bracket is next: right behind `1/s` it would read as a part of what divides.
  private var opensBracket: Bool {
    rest.drop { $0 == " " }.prefixMatch(of: /(\\([Bb]igl?|left))?\(/) != nil
  }

  private static func fraction(_ above: String, _ below: String) -> String {
    if let short = vulgar["\(above)/\(below)"] { return short }
    let isProduct = below.first?.isNumber == true && below.contains(where: \.isLetter)
    return "\(grouped(above))/\(isProduct ? "(\(below))" : grouped(below))"
  }

  /// In parentheses, unless it is a single term.
  private static func grouped(_ text: String) -> String {
    let separators = " +−=/·"
    return text.contains(where: separators.contains) ? "(\(text))" : text
  }

  private static func accented(_ text: String, _ accent: String) -> String {
    text.first.map { String($0) + accent + text.dropFirst() } ?? ""
  }

  private func script(_ text: String, raised: Bool) -> String {
    let signs = raised ? Self.raised : Self.lowered
    let mapped = text.map { signs[$0] }
    if hasUnicode, !mapped.isEmpty, mapped.allSatisfy({ $0 != nil }) {
      return String(mapped.compactMap(\.self))
    }
    return (raised ? "^" : "_") + (text.count == 1 ? text : "(\(text))")
  }

  private static let vulgar = ["1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓"]

  private static let symbols = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "cup": "∪", "cap": "∩",
    "Delta": "Δ", "Sigma": "Σ", "sum": "Σ", "prod": "Π", "partial": "∂", "nabla": "∇", "ell": "ℓ",
    "infty": "∞", "cdot": "·", "times": "×", "odot": "⊙", "pm": "±", "le": "≤", "leq": "≤",
    "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "sim": "~", "in": "∈", "to": "→",
    "leftarrow": "←", "rightarrow": "→", "iff": "⇔", "Rightarrow": "⇒", "top": "ᵀ", "dots": "…",
    "ldots": "…", "cdots": "…", "lVert": "‖", "rVert": "‖", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "pi": "π", "quad": "  ", "qquad": "  ",
  ]

  private static let raised: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹", "−": "⁻", "+": "⁺", "(": "⁽", ")": "⁾", "n": "ⁿ", "t": "ᵗ", "x": "ˣ", "z": "ᶻ",
    "T": "ᵀ", "ᵀ": "ᵀ",
  ]

  private static let lowered: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈",
    "9": "₉", "+": "₊", "−": "₋", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "n": "ₙ", "o": "ₒ", "t": "ₜ",
    "x": "ₓ", "l": "ₗ", "m": "ₘ",
  ]
}
