// Exercises in every state, for `BehaviourTests` to run in a judge of its own.
import Foundation
import Grading
import Shared
import Testing

@Suite(.enabled(if: isFixtureRun))
struct Untouched {
  @Test(.exercise("91.1", "First", points: 60))
  func first() async {
    await check("a") { _ in
      todo("91.1 first")
    } equals: {
      ["y": 1]
    }
    await check("b", weight: 2) { _ in
      todo("91.1 first")
    } equals: {
      ["y": 1]
    }
    await checkStops("c") { _ in todo("91.1 first") }
  }

  @Test(.exercise("91.2", "Second", points: 40))
  func second() async {
    await check("a") { _ in
      todo("91.1 first")
    } equals: {
      ["y": 1]
    }
  }
}

@Suite(.enabled(if: isFixtureRun))
struct Partly {
  @Test(.exercise("92.1", "Half", points: 10, limits: .small))
  func half() async {
    await check("done") {
      $0["y"] = 1
    } equals: {
      ["y": 1]
    }
    await check("to do") { _ in
      todo("92.1 half")
    } equals: {
      ["y": 1]
    }
  }

  @Test(.exercise("92.2", "Wrong intermediate", points: 10))
  func intermediate() async {
    await check("backpropagation") { sheet in
      let x: Tensor = [1, 2, 3]
      print("the shape is", x.shape)
      sheet.call("model.backward(dy)", on: ["dy": x])
      sheet["hidden"] = x
      sheet["dHidden"] = x * 3
      sheet["dx"] = x * 5
    } equals: {
      ["hidden": [1, 2, 3], "dHidden": [1, 2, 3], "dx": [0, 0, 0]]
    }
  }

  @Test(.exercise("92.3", "Gradient", points: 10))
  func gradient() async {
    for (name, factor) in [("right", Float(2)), ("wrong", 3)] {
      await check(name) { sheet in
        let x: Tensor = [0.5, -1, 2]
        sheet["y"] = (x * x).sum()
        sheet.gradientCheck("dx", of: x, analytic: factor * x) { x in
          x.scalars.reduce(0) { $0 + Double($1) * Double($1) }
        }
      } equals: {
        ["y": 5.25, "dx": .gradient(afterForward: "y")]
      }
    }
  }

  @Test(.exercise("92.4", "Stopping", points: 10))
  func stopping() async {
    await checkStops("with the right words", saying: "[1, 3]") { _ in fatalError("got [1, 3]") }
    await checkStops("with other words", saying: "[1, 3]") { _ in fatalError("no") }
    await checkStops("by returning", saying: "[1, 3]") { _ in }
    await checkStops("by leaving", saying: "[1, 3]") { _ in
      FileHandle.standardError.write(Data("Fatal error: got [1, 3]\n".utf8))
      exit(0)
    }
  }

  @Test(.exercise("92.5", "Nothing", points: 10))
  func nothing() async {}
}

@Suite(.enabled(if: isFixtureRun))
struct Nested {
  @Suite(.exercise("93.1", "Inside", points: 10)) struct Inside {
    @Test func same() async {
      await check("inner") {
        $0["who"] = "Nested.Inside"
      } equals: {
        ["who": "Nested.Inside"]
      }
    }
  }

  @Test(.exercise("93.1", "Inside", points: 10))
  func same() async {
    await check("outer") {
      $0["who"] = "Nested"
    } equals: {
      ["who": "Nested"]
    }
  }

  @Test(.exercise("93.2", "Arguments", points: 10), arguments: ["a", "b"], [1, 2, 2])
  func arguments(_ text: String, _ n: Int) async {
    await check("its own") {
      $0["y"] = "\(text)\(n)"
    } equals: {
      ["y": .text("\(text)\(n)")]
    }
    await check("its own, wrong for one") { sheet in
      sheet["y"] = text == "b" && n == 1 ? 0 : n
    } equals: {
      ["y": .integers([n], shape: [])]
    }
  }
}

/// A test of the same name in another suite, as a hidden test has.
@Suite(.enabled(if: isFixtureRun))
struct HiddenNested {
  @Test(.exercise("93.1", "Inside", points: 10))
  func same() async {
    await check("hidden") {
      $0["who"] = "HiddenNested"
    } equals: {
      ["who": "HiddenNested"]
    }
  }
}

/// Forty-eight tests at once, each at four fifths of its processor time; every second one is right.
@Suite(.enabled(if: isFixtureRun))
struct Crowd {
  @Test(.exercise("94.1", "Crowd", points: 48, limits: .short), arguments: 0..<48)
  func member(_ n: Int) async {
    await check("near the limit") { sheet in
      while Double(clock()) / Double(CLOCKS_PER_SEC) < 1.6 {}
      sheet["n"] = n
    } equals: {
      ["n": .integers([n - n % 2], shape: [])]
    }
  }
}

extension Limits {
  static let short = Limits(seconds: 2, memory: 256 << 20)
}
