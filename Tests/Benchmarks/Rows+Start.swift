// How long a learner waits for an executable to begin: from its start to the end of the shortest run.

import Foundation

let startRows = [
  Row("start", "start-lab1", peer: "import") { _ in
    let folder = Bundle.main.executableURL?.deletingLastPathComponent()
    guard let lab = folder?.appending(path: "Lab1-Perceptron"),
      FileManager.default.isExecutableFile(atPath: lab.path)
    else { throw Problem("build the lab first: swift build -c release --product Lab1-Perceptron") }
    return {
      let process = Process()
      process.executableURL = lab
      process.arguments = ["--list"]
      process.standardOutput = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return }
      process.waitUntilExit()
    }
  }
]
