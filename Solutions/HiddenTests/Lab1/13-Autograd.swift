// The hidden tests of 1.13: values used twice, long and wide tapes, other points, a small network.

import Grading
import Lab1
import Shared
import Testing

struct AutogradTests {
  @Test(.exercise("1.13", "Autograd", points: 8))
  func autograd() async {
    await checkReuse()
    await checkSize()
    await checkFunctions()
    await checkNetwork()
  }

  private func checkReuse() async {
    await check("x + x, x − x, x · x and x / x") { sheet in
      sheet.call("backward from each at x = 5")
      write(sheet, "x + x", 5) { $0 + $0 }
      write(sheet, "x − x", 5) { $0 - $0 }
      write(sheet, "x · x", 5) { $0 * $0 }
      write(sheet, "x / x", 5) { $0 / $0 }
    } equals: {
      [
        "x + x": 10, "d(x + x)": 2, "x − x": 0, "d(x − x)": 0, "x · x": 25, "d(x · x)": 10,
        "x / x": 1, "d(x / x)": 0,
      ]
    }
    await check("backward from the middle of the tape") { sheet in
      sheet.call("a = 2, b = 3a, c = 5b + 7a (never used); backward from b")
      let tape = Tape()
      let a = tape.variable(2)
      let b = tape.record(6, from: [(a, 3)])
      _ = tape.record(44, from: [(b, 5), (a, 7)])
      tape.backward(from: b)
      sheet["db/da"] = a.gradient
    } equals: {
      ["db/da": 3]
    }
  }

  private func checkSize() async {
    await check("a chain of 20,000 additions") { sheet in
      sheet.call("y = x + 1 + 1 + …; backward from y")
      let tape = Tape()
      let x = tape.variable(3)
      var y = x
      for number in 0..<20_000 { y = tape.record(Double(number), from: [(y, 1)]) }
      tape.backward(from: y)
      sheet["dy/dx"] = x.gradient
    } equals: {
      ["dy/dx": 1]
    }
    await check("forty doublings y = y + y, in a moment") { sheet in
      sheet.call("y = x, forty times y = y + y; backward from y: 2⁴⁰ ways lead to x")
      let tape = Tape()
      let x = tape.variable(1)
      var y = x
      for _ in 0..<40 { y = tape.record(2 * y.value, from: [(y, 1), (y, 1)]) }
      tape.backward(from: y)
      sheet["dy/dx"] = x.gradient / 1_099_511_627_776
    } equals: {
      ["dy/dx": 1]
    }
  }

  private func checkFunctions() async {
    await check("pow, exp and log at other points") { sheet in
      sheet.call("pow(x, 0.5) at 9, pow(x, 0) at 7, exp(x) at −2, log(x) at 0.5")
      write(sheet, "√x", 9) { pow($0, 0.5) }
      write(sheet, "x⁰", 7) { pow($0, 0) }
      write(sheet, "exp x", -2) { exp($0) }
      write(sheet, "log x", 0.5) { log($0) }
    } equals: {
      [
        "√x": 3, "d(√x)": 0.16666667, "x⁰": 1, "d(x⁰)": 0, "exp x": 0.13533528,
        "d(exp x)": 0.13533528, "log x": -0.69314718, "d(log x)": 2,
      ]
    }
    await check("tanh and relu at other points") { sheet in
      sheet.call("tanh(x) at −1 and 30, relu(x) at 0.25 and −0.25")
      write(sheet, "tanh −1", -1) { tanh($0) }
      write(sheet, "tanh 30", 30) { tanh($0) }
      write(sheet, "relu ¼", 0.25) { relu($0) }
      write(sheet, "relu −¼", -0.25) { relu($0) }
    } equals: {
      [
        "tanh −1": -0.76159416, "d(tanh −1)": 0.41997434, "tanh 30": 1, "d(tanh 30)": 0,
        "relu ¼": 0.25, "d(relu ¼)": 1, "relu −¼": 0, "d(relu −¼)": 0,
      ]
    }
    await check("a quotient of a difference and a sum") { sheet in
      sheet.call("(x − a) / (x + b) at x = −6, a = 4, b = 2")
      let tape = Tape()
      let (x, a, b) = (tape.variable(-6), tape.variable(4), tape.variable(2))
      let quotient = (x - a) / (x + b)
      sheet["quotient"] = quotient.value
      tape.backward(from: quotient)
      sheet["by x, a, b"] = [x.gradient, a.gradient, b.gradient]
    } equals: {
      ["quotient": 2.5, "by x, a, b": [0.375, 0.25, 0.625]]
    }
  }

  private func checkNetwork() async {
    await check("a small network's cross-entropy by each of its numbers") { sheet in
      sheet.call("log(1 + exp(−v·relu(w·x + b))) at w = 2, x = 1.5, b = −1, v = −0.5")
      let tape = Tape()
      let (w, x, b) = (tape.variable(2), tape.variable(1.5), tape.variable(-1))
      let (v, one, zero) = (tape.variable(-0.5), tape.variable(1), tape.variable(0))
      let logit = v * relu(w * x + b)
      let loss = log(one + exp(zero - logit))
      sheet["loss"] = loss.value
      tape.backward(from: loss)
      sheet["by w, x, b, v"] = [w.gradient, x.gradient, b.gradient, v.gradient]
    } equals: {
      ["loss": 1.3132617, "by w, x, b, v": [0.54829394, 0.73105858, 0.36552929, -1.4621172]]
    }
  }
}

/// Writes a function of one number and its derivative.
private func write(_ sheet: Sheet, _ name: String, _ x: Double, _ function: (Value) -> Value) {
  let tape = Tape()
  let x = tape.variable(x)
  let result = function(x)
  sheet[name] = result.value
  tape.backward(from: result)
  sheet["d(\(name))"] = x.gradient
}
