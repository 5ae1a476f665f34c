// The attacks that stay within Swift: traps, loops, memory, output, wrong values.
import Foundation
import Grading
import Shared

extension Attack {
  static let all = stops + loops + memory + output + values + processes + files

  private static func deep(_ n: Int) -> Int { n < 0 ? 0 : deep(n + 1) &+ n }

  private struct Refusal: Error {}

  static let stops: [Attack] = [
    Attack(description: "trap", state: "crashed", message: "Index out of range") { sheet in
      sheet["z"] = [Int]()[always ? 3 : 0]
    },
    Attack(description: "overflow", state: "crashed", message: "arithmetic overflow") { sheet in
      sheet["z"] = Int.max + (always ? 1 : 0)
    },
    Attack(description: "fatalError", state: "crashed", message: "out of ideas") { _ in
      fatalError("out of ideas")
    },
    Attack(description: "deep recursion", state: "crashed", message: "recursion") { sheet in
      sheet["z"] = deep(1)
    },
    Attack(description: "thrown error", state: "failed", message: "Refusal") { _ in
      throw Refusal()
    },
    Attack(description: "exit(0)", state: "stopped early", message: "exit status 0") { _ in
      exit(0)
    },
    Attack(description: "_exit(0)", state: "stopped early", message: "exit status 0") { _ in
      _exit(0)
    },
    Attack(description: "killing itself", state: "crashed", message: "signal 9") { _ in
      kill(getpid(), SIGKILL)
      sleep(1)
    },
  ]

  static let loops: [Attack] = [
    Attack(description: "endless loop", state: "timed out") { _ in
      var n = 0
      while always { n &+= 1 }
    },
    Attack(description: "endless loop that allocates", state: "timed out") { _ in
      var sum = 0
      while always { sum &+= [Int](repeating: 1, count: 1000).count }
    },
    Attack(description: "threads without an end", state: "timed out") { _ in
      for _ in 0..<4 { Thread.detachNewThread { while always {} } }
      while always { sleep(1) }
    },
    Attack(description: "sleeping", state: "timed out", message: "waits") { _ in
      while always { sleep(10) }
    },
    Attack(description: "stopping itself", state: "timed out", message: "waits") { _ in
      raise(SIGSTOP)
    },
  ]

  static let memory: [Attack] = [
    Attack(description: "64 GB at once", state: "out of memory") { sheet in
      sheet["z"] = [Float](repeating: 1, count: always ? 16 << 30 : 1).count
    },
    Attack(description: "slow growth", state: "out of memory") { _ in
      var kept: [[UInt8]] = []
      while always { kept.append([UInt8](repeating: 1, count: 1 << 20)) }
    },
  ]

  static let output: [Attack] = [
    Attack(description: "flood of output", state: "too much output") { _ in
      while always { print(String(repeating: "passed ", count: 1000)) }
    },
    Attack(description: "flood of errors", state: "too much output") { _ in
      let line = Data(repeating: 65, count: 10_000)
      while always { FileHandle.standardError.write(line) }
    },
    Attack(description: "flood of values", state: "too much output") { sheet in
      let large = [Float](repeating: 1, count: 100_000)
      while always { sheet["noise"] = large }
    },
    Attack(description: "a large file", state: "failed", message: "too large") { _ in
      let file = FileManager.default.currentDirectoryPath + "/large"
      _ = FileManager.default.createFile(atPath: file, contents: nil)
      let handle = FileHandle(forWritingAtPath: file)
      while always { try handle?.write(contentsOf: Data(repeating: 1, count: 1 << 16)) }
    },
    Attack(description: "errors on standard error", state: "passed") { sheet in
      FileHandle.standardError.write(Data("Fatal error: not at all\n".utf8))
      sheet["z"] = Tensor([3, 4], shape: [1, 2])
    },
  ]

  static let values: [Attack] = [
    Attack(description: "no value", state: "failed", message: "not written") { _ in },
    Attack(description: "not a number", state: "failed", message: "NaN") { sheet in
      sheet["z"] = Tensor([.nan, 4], shape: [1, 2])
    },
    Attack(description: "infinity", state: "failed", message: "infinity") { sheet in
      sheet["z"] = Tensor([3, .infinity], shape: [1, 2])
    },
    Attack(description: "another shape", state: "failed", message: "shape [1, 2]") { sheet in
      sheet["z"] = Tensor([3, 4], shape: [2])
    },
    Attack(description: "an empty tensor", state: "failed", message: "shape [0, 2]") { sheet in
      sheet["z"] = Tensor([], shape: [0, 2])
    },
    Attack(description: "text for a tensor", state: "failed", message: "[[3, 4]]") { sheet in
      sheet["z"] = "[[3, 4]]"
    },
    Attack(description: "a value overwritten", state: "failed") { sheet in
      sheet["z"] = Tensor([3, 4], shape: [1, 2])
      sheet["z"] = Tensor([3, 5], shape: [1, 2])
    },
  ]
}
