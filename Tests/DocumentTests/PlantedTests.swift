// Each rule on small documents: one that keeps it, and ones that break it with the message they get.

import Testing

/// A guide with one mistake, and the line that must be said about it; none for a sound guide.
struct Planted: CustomTestStringConvertible, Sendable {
  let text: String
  let said: [String]
  var testDescription: String { text.replacing("\n", with: "⏎") }

  init(_ text: String, _ said: String...) { (self.text, self.said) = (text, said) }
}

struct PlantedTests {
  /// A course of one lab with two exercises.
  private func problems(_ planted: Planted) -> [String] {
    let course = Course(files: [
      "GUIDE.md": planted.text,
      "Package.swift": "",
      "Shared/Tensor/Tensor.swift": "",
      "Solutions/Lab1/05-Linear.swift": "",
      "Solutions/HiddenTests/Lab1/05-Linear.swift": "struct LinearTests {\n}",
      "Lab1-Trial/README.md": "# Lab 1\n## 1.0 Warm-up\n## 1.5 The linear layer\n",
      "Lab1-Trial/figures/neuron.svg": "",
      "Lab1-Trial/Exercises/05-Linear.swift": "",
      "Lab1-Trial/Main/Lab1.swift": #"LabSection("warm-up", "A title", uses: "1.0", warmUp)"#,
      "Tests/Lab1Tests/05-Linear.swift": "struct LinearTests {\n}",
    ])
    return course.document("GUIDE.md").problems(in: course).map(\.description)
  }

  @Test(
    "Links and images lead to files and headings",
    arguments: [
      Planted(
        "[a](Lab1-Trial/README.md), [b](Lab1-Trial/README.md#15-the-linear-layer), [c](Shared)"),
      Planted(
        "# Ten *good* `tips`, 2²\n[a](#ten-good-tips-2) [b](https://example.org/x#y) <https://a.b>"),
      Planted("## A\n## A\n## A\n[a](#a) [a](#a-1) [a](#a-2)"),
      Planted("## A\n## A 1\n## A\n[a](#a) [a](#a-1) [a](#a-2)"),
      Planted("`[a](nowhere)`\n```\n[a](nowhere)\n# A\n```\n"),
      Planted("![x](Lab1-Trial/figures/neuron.svg) <img src=\"Lab1-Trial/figures/neuron.svg\">"),
      Planted("\n[a](Lab1/README.md)", "GUIDE.md:2: there is no such file — Lab1/README.md"),
      Planted("[a\nb](x.md 't')", "GUIDE.md:2: there is no such file — x.md"),
      Planted(
        "[![a](x.svg)](y)", "GUIDE.md:1: there is no such file — x.svg",
        "GUIDE.md:1: there is no such file — y"),
      Planted("<a href=\"x.md\">x</a>", "GUIDE.md:1: there is no such file — x.md"),
      Planted("[a][b]\n\n[b]: x.md", "GUIDE.md:3: there is no such file — x.md"),
      Planted("[a](../x.md)", "GUIDE.md:1: the link leaves the package — ../x.md"),
      Planted("[a](/Shared)", "GUIDE.md:1: the link leaves the package — /Shared"),
      Planted("## A\n[a](#b)", "GUIDE.md:2: no heading of GUIDE.md has this anchor — #b"),
      Planted("```\n# A\n```\n[a](#a)", "GUIDE.md:4: no heading of GUIDE.md has this anchor — #a"),
      Planted("## A\n[a](#a-1)", "GUIDE.md:2: no heading of GUIDE.md has this anchor — #a-1"),
      Planted(
        "[a](Lab1-Trial/README.md#15-linear-layer)",
        "GUIDE.md:1: no heading of Lab1-Trial/README.md has this anchor — #15-linear-layer"
          + " — is it #15-the-linear-layer?"),
    ])
  func links(_ planted: Planted) { #expect(problems(planted) == planted.said) }

  @Test(
    "Exercise numbers are those of the handouts",
    arguments: [
      Planted(
        "exercise 1.5, sections 1.0 and 1.5; 1.5 times, 1.2247, loss 2.303, `x * 1.7`, 9.1 MB"),
      Planted("[1.5](Lab1-Trial/README.md#15-the-linear-layer) [1.2 MB](https://example.org)"),
      Planted("| exercise | rate |\n| --- | --- |\n| 1.0 Warm-up | 0.3 |\n| 1.5 | 1.7 |"),
      Planted("Exercise 1.7 is", "GUIDE.md:1: Lab1-Trial/README.md has no such exercise — 1.7"),
      Planted(
        "\nexercises 1.0, 1.5\nand 1.6.",
        "GUIDE.md:2: Lab1-Trial/README.md has no such exercise — 1.6"),
      Planted("section 2.1", "GUIDE.md:1: there is no Lab 2 yet — 2.1 — name the lab alone"),
      Planted("`explain 1.5`, `swift run labs reset 1.0`"),
      Planted("`labs hint 1.6`", "GUIDE.md:1: Lab1-Trial/README.md has no such exercise — 1.6"),
      Planted(
        "```\ntodo(\"1.50 x\")\n```", "GUIDE.md:2: Lab1-Trial/README.md has no such exercise — 1.50"
      ),
      Planted("blocked by 1.1", "GUIDE.md:1: Lab1-Trial/README.md has no such exercise — 1.1"),
      Planted(
        "| exercise |\n| --- |\n| 1.2 |",
        "GUIDE.md:3: Lab1-Trial/README.md has no such exercise — 1.2"),
      Planted(
        "[1.3 X](Lab1-Trial/README.md)",
        "GUIDE.md:1: Lab1-Trial/README.md has no such exercise — 1.3"),
      Planted(
        "[1.5](Lab1-Trial/README.md#10-warm-up)",
        "GUIDE.md:1: the link says 1.5 and leads elsewhere — 1.0 Warm-up"),
    ])
  func exercises(_ planted: Planted) { #expect(problems(planted) == planted.said) }

  @Test(
    "Commands name sections and suites that exist",
    arguments: [
      Planted("`swift run Lab1-Trial warm-up --data DIR`, `swift run -c release Lab1-Trial`"),
      Planted("```\nSOLUTIONS=all swift run Lab1-Trial warm-up   # the tour\n```"),
      Planted("`swift test --filter Lab1Tests.LinearTests`, `swift test --filter Lab2Tests`"),
      Planted("`swift test --filter HiddenLab1Tests.LinearTests`"),
      Planted("`swift run Lab1-Trial SECTION`, and in prose swift run Lab1-Trial anything"),
      Planted(
        "| where |\n| --- |\n| [1.5](Lab1-Trial/README.md#15-the-linear-layer), `warm-up`; Lab 2 |\n\n[1.5](Lab1-Trial/README.md#15-the-linear-layer) `linear`"
      ),
      Planted(
        "| where |\n| --- |\n| Lab 1 `warm-up`, `linear` |",
        "GUIDE.md:3: Lab 1 has no such section — linear"),
      Planted(
        "| where |\n| --- |\n| Lab 2 `warm-up` |", "GUIDE.md:3: Lab 2 has no such section — warm-up"
      ),
      Planted(
        "`swift run Lab1-Trial warm-up linear`",
        "GUIDE.md:1: Lab1-Trial has no such section — linear"),
      Planted("`swift run Lab1-Trail`", "GUIDE.md:1: there is no such lab — swift run Lab1-Trail"),
      Planted(
        "a\n`swift test --filter Lab1Tests.LinerTests`",
        "GUIDE.md:2: Tests/Lab1Tests declares no such suite — LinerTests"),
      Planted(
        "`swift test --filter Lab2Tests.RNNTests`",
        "GUIDE.md:1: there is no such test module — Lab2Tests"),
      Planted(
        "`swift test --filter GradinTests`",
        "GUIDE.md:1: there is no such test module — GradinTests"),
    ])
  func commands(_ planted: Planted) { #expect(problems(planted) == planted.said) }

  @Test(
    "Paths in code exist",
    arguments: [
      Planted(
        "`Shared/Tensor`, `Lab1-Trial/Exercises/`, `05-Linear.swift`, `Reports/lab1.html`, N/A"),
      Planted(
        "`LabN-*/Exercises`, `Solutions/LabN/…`, `dL/dW`, `1/N`, `a / b`, `np.zeros((2, 3))`"),
      Planted("`Shared/Tensors`", "GUIDE.md:1: there is no such file or folder — Shared/Tensors"),
      Planted("`LabN-*/Exercise`", "GUIDE.md:1: there is no such file or folder — LabN-*/Exercise"),
      Planted("`6-Linear.swift`", "GUIDE.md:1: there is no such file or folder — 6-Linear.swift"),
      Planted(
        "```\ncat Lab1-Trial/Excercises/05-Linear.swift\n```",
        "GUIDE.md:2: there is no such file or folder — Lab1-Trial/Excercises/05-Linear.swift"),
      Planted("`.ci/run`", "GUIDE.md:1: there is no such file or folder — .ci/run"),
    ])
  func paths(_ planted: Planted) { #expect(problems(planted) == planted.said) }

  @Test(
    "Rows have the cells of their head",
    arguments: [
      Planted("| a | b |\n| --- | ---: |\n| `x \\| y` | 2 |\n| 1 | |\n\nNo | table\n"),
      Planted("```\n| a | b |\n```\n| term | where |\n| --- | --- |\n| neuron | Lab 2 |"),
      Planted(
        "| a | b |\n| --- | --- |\n| 1 | `x | y` |",
        "GUIDE.md:3: a row of 3 cells below a head of 2 — 1 — write a bar inside a cell as \\|"),
      Planted(
        "| a | b |\n| --- |\n| 1 | 2 |",
        "GUIDE.md:2: a row of 1 cells below a head of 2 — --- — write a bar inside a cell as \\|"),
      Planted(
        "| a | b |\n| --- | --- |\n\n| 1 | 2 |",
        "GUIDE.md:4: the row stands in no table — | 1 | 2 |"),
      Planted(
        "| a | where |\n| --- | --- |\n| 1 | |",
        "GUIDE.md:3: the row does not say where — name a section or a lab"),
    ])
  func tables(_ planted: Planted) { #expect(problems(planted) == planted.said) }

  @Test(
    "Formulas have no backslash that Markdown takes away",
    arguments: [
      Planted(
        "$a\\quad b$ and 3 \\* 4, `$a\\,b$`, $$\n\\frac{1}{2}\n$$ \\|w\\| costs 3 $\n\n\\, and $x$"),
      Planted(
        "\nthe sum $a\\,b$",
        "GUIDE.md:2: Markdown takes the backslash away — \\, — use none, or a word"),
      Planted(
        "$$a\n\\{b$$ \\,",
        "GUIDE.md:2: Markdown takes the backslash away — \\{ — use none, or a word"),
    ])
  func formulas(_ planted: Planted) { #expect(problems(planted) == planted.said) }

  @Test("A copy without solutions may still speak of them")
  func withoutSolutions() {
    let text =
      "[a](Solutions/Lab1) `Solutions/Lab1/x.swift` `.ci/run` `swift test --filter HiddenLab1Tests`"
    let course = Course(files: ["README.md": text])
    #expect(course.documents.flatMap { $0.problems(in: course) }.isEmpty)
  }
}
