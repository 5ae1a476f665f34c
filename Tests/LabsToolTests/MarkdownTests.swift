// Handouts and hints as text.

import Reports
import Testing

@testable import LabsKit

struct MarkdownTests {
  private func shown(_ text: String, width: Int = 40, answers: Bool = false) -> [String] {
    MarkdownText.lines(text, for: Terminal(width: width), showsAnswers: answers)
  }

  @Test(
    "formulas become text",
    arguments: [
      (#"\frac{\partial p_i}{\partial z_j}"#, "∂pᵢ/∂zⱼ"), (#"\frac12"#, "½"),
      (#"\frac1s \Bigl(a - b\Bigr)"#, "1/s · (a − b)"), (#"\frac{1}{2s} (a)"#, "1/(2s) · (a)"),
      (#"1/(1 + e^{-x})"#, "1/(1 + e⁻ˣ)"), (#"\sum_{n} x_n^2"#, "Σₙ xₙ²"),
      (#"\sqrt{\frac{a+b}{2}}"#, "√((a+b)/2)"), (#"W^\top x \ge 0"#, "Wᵀ x ≥ 0"),
      (#"x_{\text{label}}"#, "x_(label)"), (#"\Bigl( a \Bigr)"#, "( a )"), (#"\foo x"#, "foo x"),
      (#"\bar x"#, "x̄"), (#"a_{12"#, "a₁₂"), (#"\"#, ""), ("^", "^()"),
    ])
  func formulas(_ formula: String, _ text: String) {
    #expect(TeX.text(formula) == text)
  }

  @Test("without Unicode raised and lowered signs keep their marks")
  func plainFormulas() {
    #expect(TeX.text("x_1^2 + e^{-x}", hasUnicode: false) == "x_1^2 + e^(−x)")
  }

  @Test("emphasis, code, links and formulas lose their marks, products keep theirs")
  func inline() {
    #expect(
      shown("**A** *b* `c * d` [e](f.md) $x_1$ 2 * 3 * 4") == ["A b c * d e x₁ 2 * 3 * 4"])
  }

  @Test("paragraphs are filled, lists hang, code and formulas are indented, rules are gone")
  func blocks() {
    let text = """
      ## 1.0 Title

      one two three four five six
      seven eight

      1. first of the list, which is longer than a line
      2. second

      ```swift
      let a   = 1
      ```

      $$a
      = b$$

      ---
      """
    #expect(
      shown(text, width: 24) == [
        "1.0 Title", "", "one two three four five", "six seven eight", "",
        "1. first of the list,", "   which is longer than", "   a line", "2. second", "",
        "    let a   = 1", "", "    a = b",
      ])
  }

  @Test("a table that does not fit is told row by row, so that nothing is cut")
  func tables() {
    let text = """
      | name | meaning |
      | --- | --- |
      | one | a long meaning of the first word |
      """
    #expect(shown(text, width: 80).contains { $0.hasPrefix("one") && $0.hasSuffix("word") })
    #expect(
      shown(text, width: 30) == ["- one", "    meaning: a long meaning of", "    the first word"])
  }

  @Test("an answer is folded until it is asked for, and a figure is its description")
  func folded() {
    let text = """
      ![a neuron](figures/neuron.svg)

      <details><summary>Why?</summary>

      Because.
      </details>

      after
      """
    let folded = shown(text)
    #expect(folded.first == "[figure: a neuron]" && folded.last == "after")
    #expect(folded.contains("Why?") && !folded.contains("Because."))
    #expect(shown(text, answers: true).contains("Because."))
  }
}
