// Tests of 1.13: the tape read backwards, and the derivative of each operation.

import Grading
import Lab1
import Shared
import Testing

struct AutogradTests {
  @Test(.exercise("1.13", "Autograd", points: 8))
  func autograd() async {
    await checkTape()
    await checkOperations()
    await checkFunctions()
    await checkNeuron()
  }

  private func checkTape() async {
    await check("backward multiplies derivatives along a chain") { sheet in
      sheet.call("a → b with db/da = 3 → c with dc/db = −4; backward from c")
      let tape = Tape()
      let a = tape.variable(2)
      let b = tape.record(5, from: [(a, 3)])
      let c = tape.record(7, from: [(b, -4)])
      tape.backward(from: c)
      sheet["dc/dc"] = c.gradient
      sheet["dc/db"] = b.gradient
      sheet["dc/da"] = a.gradient
    } equals: {
      ["dc/dc": 1, "dc/db": -4, "dc/da": -12]
    }
    await check("a value used twice gathers a gradient from each use") { sheet in
      sheet.call("b from a (db/da = 3), c from a (10) and b (2); backward from c")
      let tape = Tape()
      let a = tape.variable(2)
      let b = tape.record(5, from: [(a, 3)])
      let c = tape.record(7, from: [(a, 10), (b, 2)])
      tape.backward(from: c)
      sheet["dc/db"] = b.gradient
      sheet["dc/da"] = a.gradient
    } equals: {
      ["dc/db": 2, "dc/da": 16]
    }
    await check("a second backward starts from zero, and what comes later stays out") { sheet in
      sheet.call("b from a (3), a later entry from a (100); backward from b, later and b again")
      let tape = Tape()
      let a = tape.variable(2)
      let b = tape.record(5, from: [(a, 3)])
      let later = tape.record(9, from: [(a, 100)])
      tape.backward(from: b)
      tape.backward(from: later)
      tape.backward(from: b)
      sheet["db/db"] = b.gradient
      sheet["db/da"] = a.gradient
      sheet["db/d(later)"] = later.gradient
    } equals: {
      ["db/db": 1, "db/da": 3, "db/d(later)": 0]
    }
  }

  private func checkOperations() async {
    await check("a + b and a − b, with their derivatives") { sheet in
      sheet.call("a + b, then a − b, at a = 3, b = −2; backward from each")
      write(sheet, "a + b", 3, -2) { $0 + $1 }
      write(sheet, "a − b", 3, -2) { $0 - $1 }
    } equals: {
      [
        "a + b": 1, "d(a + b)/da": 1, "d(a + b)/db": 1,
        "a − b": 5, "d(a − b)/da": 1, "d(a − b)/db": -1,
      ]
    }
    await check("a · b: each factor's derivative is the other one") { sheet in
      sheet.call("a · b at a = 3, b = −2; backward from it")
      write(sheet, "a · b", 3, -2) { $0 * $1 }
    } equals: {
      ["a · b": -6, "d(a · b)/da": -2, "d(a · b)/db": 3]
    }
    await check("a / b, with its derivatives") { sheet in
      sheet.call("a / b at a = 3, b = −2; backward from it")
      write(sheet, "a / b", 3, -2) { $0 / $1 }
    } equals: {
      ["a / b": -1.5, "d(a / b)/da": -0.5, "d(a / b)/db": -0.75]
    }
  }

  private func checkFunctions() async {
    await check("pow(a, n), with its derivative") { sheet in
      sheet.call("pow(a, 3) at a = −2, pow(a, −1) at a = 4; backward from each")
      write(sheet, "a³", -2) { pow($0, 3) }
      write(sheet, "1/a", 4) { pow($0, -1) }
    } equals: {
      ["a³": -8, "d(a³)/da": 12, "1/a": 0.25, "d(1/a)/da": -0.0625]
    }
    await check("exp(a) and log(a), with their derivatives") { sheet in
      sheet.call("exp(a) at a = 1.5, log(a) at a = 4; backward from each")
      write(sheet, "exp a", 1.5) { exp($0) }
      write(sheet, "log a", 4) { log($0) }
    } equals: {
      [
        "exp a": 4.4816890703, "d(exp a)/da": 4.4816890703, "log a": 1.3862943611,
        "d(log a)/da": 0.25,
      ]
    }
    await check("tanh(a) and relu(a), with their derivatives") { sheet in
      sheet.call("tanh(a) at a = 0.5; relu(a) at 2, −2 and 0; backward from each")
      write(sheet, "tanh a", 0.5) { tanh($0) }
      write(sheet, "relu 2", 2) { relu($0) }
      write(sheet, "relu −2", -2) { relu($0) }
      write(sheet, "relu 0", 0) { relu($0) }
    } equals: {
      [
        "tanh a": 0.46211715726, "d(tanh a)/da": 0.78644773297, "relu 2": 2, "d(relu 2)/da": 1,
        "relu −2": 0, "d(relu −2)/da": 0, "relu 0": 0, "d(relu 0)/da": 0,
      ]
    }
  }

  private func checkNeuron() async {
    await check("a neuron's loss: (tanh(w·x + b) − target)² by all its numbers") { sheet in
      sheet.call("w = 0.5, x = 2, b = −0.25, target = −1; backward from the loss")
      let tape = Tape()
      let (w, x, b) = (tape.variable(0.5), tape.variable(2), tape.variable(-0.25))
      let target = tape.variable(-1)
      let error = tanh(w * x + b) - target
      let loss = error * error
      sheet["loss"] = loss.value
      tape.backward(from: loss)
      sheet["dL/dw"] = w.gradient
      sheet["dL/dx"] = x.gradient
      sheet["dL/db"] = b.gradient
      sheet["dL/dtarget"] = target.gradient
    } equals: {
      [
        "loss": 2.6737120965, "dL/dw": 3.9020266377, "dL/dx": 0.97550665942,
        "dL/db": 1.9510133188, "dL/dtarget": -3.2702979048,
      ]
    }
  }
}

/// Writes a function of two numbers and its derivatives by both.
private func write(
  _ sheet: Sheet, _ name: String, _ a: Double, _ b: Double, _ function: (Value, Value) -> Value
) {
  let tape = Tape()
  let (a, b) = (tape.variable(a), tape.variable(b))
  let result = function(a, b)
  sheet[name] = result.value
  tape.backward(from: result)
  sheet["d(\(name))/da"] = a.gradient
  sheet["d(\(name))/db"] = b.gradient
}

/// Writes a function of one number and its derivative.
private func write(
  _ sheet: Sheet, _ name: String, _ a: Double, _ function: (Value) -> Value
) {
  let tape = Tape()
  let a = tape.variable(a)
  let result = function(a)
  sheet[name] = result.value
  tape.backward(from: result)
  sheet["d(\(name))/da"] = a.gradient
}
