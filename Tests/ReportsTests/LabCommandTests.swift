// A lab's executable from outside: what it runs, what it leaves, and how it ends.

import Foundation
import Synchronization
import Testing

@testable import Reports

struct LabCommandTests {
  struct Missing: Error, CustomStringConvertible {
    let description = "digits.gz: there is no such file\ncheck the path"
  }

  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "lab-command-\(UUID().uuidString)")

  var report: URL { folder.appendingPathComponent("lab.html") }

  /// The report of the lab's task.
  var own: URL { folder.appendingPathComponent("sort.html") }

  /// A lab of three sections, the last of which finds no data; it notes what ran.
  func run(_ line: String, notes: Notes = Notes()) -> Int32 {
    let lab = LabCommand<Notes>(
      name: "Lab9-Trial", title: "A trial", report: report.path,
      sections: [
        LabSection("first", "The first", uses: "9.1") { page, notes in
          page.say("One `word` of code.")
          page.number("answer", 42)
          notes.names.append("first")
        },
        LabSection("second", "The second", uses: "9.2") { page, notes in
          page.show(LineChart("Loss", [3.0, 2, 1]))
          page.illustrate(BarChart("Bars", [(name: "a", value: 1)]))
          page.table(["x", "y"], [["1", "2"]])
          page.code("let x = 1")
          notes.names.append("second")
        },
        LabSection("third", "The third", uses: "9.3") { _, _ in throw Missing() },
      ],
      tasks: [
        LabTask("sort", "Sorts a folder", operands: ["FOLDER"], uses: "9.4", report: own.path) {
          page, notes in
          page.say("sorted")
          notes.names.append("sort")
        }
      ])
    return lab.run(line.split(separator: " ").map(String.init)) { options in
      notes.seed = options.seed
      notes.names += options.operands
      return notes
    }
  }

  final class Notes: Sendable {
    private let content = Mutex((names: [String](), seed: UInt64(0)))

    var names: [String] {
      get { content.withLock { $0.names } }
      set { content.withLock { $0.names = newValue } }
    }

    var seed: UInt64 {
      get { content.withLock { $0.seed } }
      set { content.withLock { $0.seed = newValue } }
    }
  }

  func html() -> String { (try? String(contentsOf: report, encoding: .utf8)) ?? "" }

  @Test("Chosen sections run in the lab's order and once") func chosenSectionsRunInLabs() {
    defer { try? FileManager.default.removeItem(at: folder) }
    let notes = Notes()
    #expect(run("second first second --seed 5", notes: notes) == 0)
    #expect(notes.names == ["first", "second"])
    #expect(notes.seed == 5)
  }

  @Test("The report holds what the sections wrote") func reportHoldsWhatSectionsWrote() {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(run("first second") == 0)
    for part in ["<code>word</code>", "answer", "42", "The second", "Loss", "Bars", "let x = 1"] {
      #expect(html().contains(part), "\(part)")
    }
  }

  @Test("A section without its data ends the run and keeps the report of those before")
  func sectionWithoutItsDataEnds() {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(run("") == 66)
    #expect(html().contains("The second"))
    #expect(!html().contains("The third"))
  }

  @Test("A wrong word runs nothing and writes nothing") func wrongWordRunsNothingAnd() {
    let notes = Notes()
    #expect(run("first --sed 3", notes: notes) == 64)
    #expect(notes.names.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("A report that cannot be written is refused before any work")
  func reportThatCannotBeWritten() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: report, withIntermediateDirectories: true)
    let notes = Notes()
    #expect(run("first", notes: notes) == 73)
    #expect(notes.names.isEmpty)
  }

  @Test("A run that ends before its first section is done leaves no folder")
  func runThatEndsBeforeFirst() {
    #expect(run("third") == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("A task runs alone, with its words, and leaves a report of its own") func taskRunsAlone()
    throws
  {
    defer { try? FileManager.default.removeItem(at: folder) }
    let notes = Notes()
    #expect(run("sort pictures --seed 2", notes: notes) == 0)
    #expect(notes.names == ["pictures", "sort"])
    let text = try String(contentsOf: own, encoding: .utf8)
    #expect(text.contains("Sorts a folder") && text.contains("Lab9-Trial sort pictures, seed 2"))
    #expect(!FileManager.default.fileExists(atPath: report.path))
    #expect(run("sort pictures --report \(report.path)") == 0)
    #expect(html().contains("sorted"))
    #expect(run("sort") == 64)
  }

  @Test("A tour leaves the tasks out, and help tells of them") func tourLeavesTasksOut() {
    defer { try? FileManager.default.removeItem(at: folder) }
    let notes = Notes()
    _ = run("", notes: notes)
    #expect(notes.names == ["first", "second"])
    let lab = LabCommand<Int>(
      name: "Lab9-Trial", title: "A trial", report: "lab.html", sections: [],
      tasks: [LabTask("sort", "Sorts", operands: ["FOLDER"], uses: "9.4") { _, _ in }])
    #expect(lab.help.contains("[option …]\nswift run Lab9-Trial sort FOLDER\n\n  --list"))
    #expect(lab.help.hasSuffix("lab.html.\nsort: Sorts; Reports/sort.html"))
  }

  @Test("Help and list run nothing") func helpAndListRunNothing() {
    let notes = Notes()
    #expect(run("--help", notes: notes) == 0)
    #expect(run("--list", notes: notes) == 0)
    #expect(notes.names.isEmpty)
  }

  @Test("A paragraph is broken between words") func paragraphIsBrokenBetweenWords() {
    #expect(wrapped("one two three", width: 7) == ["one two", "three"])
    #expect(wrapped("incomprehensible", width: 5) == ["incomprehensible"])
  }

  @Test("A terminal without Unicode gets ASCII alone") func terminalWithoutUnicodeGetsAscii() {
    let text = Terminal(hasUnicode: false).plain("−1 × σ(x) → ½ 10⁻⁷ ŝ")
    let isPlain = text.allSatisfy { $0.isASCII }
    #expect(isPlain)
    #expect(text.hasPrefix("-1 x sigma(x) -> 1/2"))
  }

  @Test("Every chart of the plane fits the terminal") func everyChartPlaneFitsTerminal() throws {
    let terminal = Terminal(width: 60)
    let points: [Double] = [0, 1, 2, 3]
    let charts: [any Chart] = [
      ScatterChart("cloud", x: points, y: points, classes: [0, 1, 0, 1]),
      DecisionBoundary("plane", x: points, y: points, classes: [0, 1, 0, 1]) { places in
        places.map { [$0.x > 1 ? 1 : 0] }
      },
      ConfusionMatrix("confusion", labels: [0, 1, 1], predictions: [0, 1, 0]),
      HeatMap("heat", points, columns: 2),
    ]
    for chart in charts {
      let text = try #require(terminal.text(of: chart))
      let widest = text.split(separator: "\n").map { columns(of: String($0)) }.max() ?? 0
      #expect(widest <= 60)
    }
  }
}
