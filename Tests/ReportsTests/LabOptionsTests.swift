// The command line of a lab's executable: what each option means and how a wrong one is refused.

import Testing

@testable import Reports

struct LabOptionsTests {
  let sections = ["warm-up", "perceptron", "digits"]

  func parse(_ line: String) throws -> LabOptions {
    try LabOptions(
      arguments: line.split(separator: " ").map(String.init), sectionNames: sections,
      tasks: [
        LabTaskUsage(name: "pretrain", operands: []),
        LabTaskUsage(name: "classify", operands: ["FOLDER"]),
        LabTaskUsage(name: "predict", operands: ["IMAGE…"]),
      ])
  }

  func refusal(_ line: String) -> String {
    do {
      return "accepted: \(try parse(line))"
    } catch {
      return "\(error)"
    }
  }

  @Test("No arguments run every section") func noArgumentsRunEverySection() throws {
    #expect(try parse("") == LabOptions())
  }

  @Test("Every option is read, with a space or an equals sign") func everyOptionIsReadWith() throws
  {
    var expected = LabOptions()
    expected.sections = ["digits"]
    expected.quick = true
    expected.data = "mnist"
    expected.download = true
    expected.seed = 7
    expected.threads = 2
    expected.epochs = 3
    expected.report = "r.html"
    let spaced =
      "digits --quick --data mnist --download --seed 7 --threads 2 --epochs 3 --report r.html"
    #expect(try parse(spaced) == expected)
    let joined =
      "--quick --download --data=mnist --seed=7 --threads=2 --epochs=3 --report=r.html digits"
    #expect(try parse(joined) == expected)
  }

  @Test("Help wins over list") func helpWinsOverList() throws {
    #expect(try parse("--list").action == .list)
    #expect(try parse("--list -h").action == .help)
    #expect(try parse("--help --list").action == .help)
  }

  @Test(
    "A wrong word is refused in one line that says what to write",
    arguments: [
      ("--quik", "there is no option “--quik”; did you mean --quick? --help shows the options"),
      ("--wibble", "there is no option “--wibble”; --help shows the options"),
      ("digit", "there is no section “digit”; did you mean digits? --list shows the sections"),
      (
        "Percepton",
        "there is no section “Percepton”; did you mean perceptron? "
          + "--list shows the sections"
      ),
      ("--seed", "--seed needs a value; write --seed N"),
      ("--data --quick", "--data needs a value; write --data DIR"),
      ("--data=", "--data needs a value; write --data DIR"),
      (
        "--downlaod",
        "there is no option “--downlaod”; did you mean --download? --help shows the options"
      ),
      ("--download=x", "--download takes no value; write just --download"),
      ("--quick=yes", "--quick takes no value; write just --quick"),
      ("--threads 0", "--threads takes a whole number, 1 to 256, not “0”; for example --threads 2"),
      (
        "--epochs 1.5",
        "--epochs takes a whole number, 1 to 1000, not “1.5”; for example --epochs 5"
      ),
    ]) func wrongWordIsRefusedIn(
      line: String, message: String
    )
  {
    #expect(refusal(line) == message)
  }

  @Test("A task takes the words after it, whatever they are called") func taskTakesWords() throws {
    let options = try parse("--seed 3 classify digits --quick")
    #expect(options.task == "classify" && options.operands == ["digits"])
    #expect(options.sections.isEmpty && options.seed == 3 && options.quick)
    #expect(try parse("predict a.png b.png").operands == ["a.png", "b.png"])
    #expect(try parse("pretrain").operands.isEmpty)
    #expect(try parse("classify --help").action == .help)
  }

  @Test(
    "A task with too few or too many words, or beside a section, is refused in one line",
    arguments: [
      ("classify", "classify needs FOLDER; write classify FOLDER"),
      ("classify a b", "“b” is one word too many; write classify FOLDER"),
      ("pretrain now", "“now” is one word too many; write pretrain"),
      ("predict", "predict needs IMAGE…; write predict IMAGE…"),
      ("digits classify a", "classify runs alone; leave out digits"),
      (
        "clasify a",
        "there is no section “clasify”; did you mean classify? --list shows the sections"
      ),
    ]) func taskIsRefused(line: String, message: String)
  {
    #expect(refusal(line) == message)
  }

  @Test("A seed that does not fit is refused") func seedThatDoesNotFit() {
    #expect(refusal("--seed -1").contains("not “-1”"))
    #expect(refusal("--seed 99999999999999999999").contains("--seed takes a whole number"))
  }

  @Test("Control characters and long words stay in one short line")
  func controlCharactersAndLongWords() {
    let word = "a\u{1B}[31m\nb" + String(repeating: "x", count: 500)
    let message = UsageError.unknown("section", word, among: sections, help: "").description
    #expect(message.count < 100)
    #expect(!message.contains("\n") && !message.contains("\u{1B}"))
  }

  @Test("The distance counts inserted, removed and replaced letters")
  func distanceCountsInsertedRemovedAnd() {
    #expect(editDistance("", "abc") == 3)
    #expect(editDistance("kitten", "sitting") == 3)
    #expect(editDistance("same", "same") == 0)
    #expect(nearest(to: "x", among: []) == nil)
  }
}
