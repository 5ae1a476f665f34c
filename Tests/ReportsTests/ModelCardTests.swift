// The model card: its sentences follow from its numbers.

import Reports
import Testing

struct ModelCardTests {
  @Test("a share has the range of Wilson") func wilson() {
    let score = ModelCard.Score("a", right: 9, of: 12)
    #expect(abs(score.range.lowerBound - 0.4677) < 1e-3)
    #expect(abs(score.range.upperBound - 0.9111) < 1e-3)
    #expect(ModelCard.Score("a", right: 0, of: 0).range == 0...1)
    #expect(ModelCard.Score("a", right: 5, of: 5).range.upperBound == 1)
  }

  @Test("the card says where the model fails") func failures() throws {
    let text = card.markdown
    #expect(text.hasPrefix("# Model card\n\n## Model\n\n- A small network.\n"))
    for line in [
      "- cat: 70 to learn from, 15 to choose the epoch by, 15 to measure with",
      "- Left out: 2; the lines of the run say why.", "- One remark.",
      "- All: 24 of 40, 60.0 % (45 to 74 %)", "- rat: not measured",
      "- dog taken for cat: 12", "- Found less than 7 of 10 times: dog.",
      "- Worse than the rest on pictures that are dark.", "- Never measured: rat.",
      "- 36 s of training on 2 cores, about 0.2 Wh at an assumed 10 W a core; boiling a cup of water"
        + " takes some 25 Wh.",
    ] { #expect(text.contains(line + "\n"), "\(line)") }
    #expect(!text.contains("that are bright"))
  }

  @Test("without a mistake it promises nothing") func withoutAMistake() {
    var card = card
    (card.mistakes, card.overall) = ([], ModelCard.Score("all", right: 40, of: 40))
    card.slices = [ModelCard.Score("small", right: 12, of: 12)]
    #expect(card.markdown.contains("None of 40 test pictures was wrong; that is no promise."))
    #expect(!card.markdown.contains("Worse than the rest"))
  }

  private var card: ModelCard {
    ModelCard(
      model: "A small network.", input: "Grey, 28 by 28.",
      classes: [ModelCard.ClassData("cat", training: 70, validation: 15, test: 15)], skipped: 2,
      remarks: ["One remark."], overall: ModelCard.Score("all", right: 24, of: 40),
      byClass: [
        ModelCard.Score("cat", right: 15, of: 15), ModelCard.Score("dog", right: 9, of: 25),
        ModelCard.Score("rat", right: 0, of: 0),
      ],
      slices: [
        ModelCard.Score("dark", right: 2, of: 20), ModelCard.Score("bright", right: 5, of: 10),
      ],
      mistakes: [("dog", "cat", 12), ("cat", "dog", 4)], seconds: 36, cores: 2)
  }
}
