// Downloads a set that standard input describes, and shows it as a lab does: what the tests of
// `Downloads` start, so that they do not load Foundation's networking themselves.
//
// DownloadTrial SECONDS [FOLDER] < set.json

import Datasets
import Downloads
import Foundation

do {
  let arguments = CommandLine.arguments
  let set = try JSONDecoder().decode(
    DownloadableSet.self, from: FileHandle.standardInput.readDataToEndOfFile())
  var display = DownloadDisplay()
  let folder = try Downloader(stallLimit: Double(arguments[1]) ?? 20)
    .fetch(set, argument: arguments.count > 2 ? arguments[2] : nil) { display.show($0) }
  print("ready in \(folder.path)")
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(66)
}
