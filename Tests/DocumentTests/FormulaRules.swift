// A rule about formulas: between dollar signs no backslash stands before punctuation. Markdown reads
// the text first and takes such a backslash for its own, so `\,` arrives as a comma.

extension Document {
  var brokenFormulas: [Problem] {
    var (problems, line, isFormula): ([Problem], Int, Bool) = ([], 1, false)
    for (previous, character) in zip(["\n"] + prose, prose) {
      if character == "\n" {
        line += 1
        isFormula = isFormula && previous != "\n"
      } else if character == "$" && previous != "$" {
        isFormula.toggle()
      } else if isFormula && previous == "\\" && (character.isPunctuation || character.isSymbol) {
        problems.append(
          problem(line, "Markdown takes the backslash away — \\\(character) — use none, or a word"))
      }
    }
    return problems
  }
}
