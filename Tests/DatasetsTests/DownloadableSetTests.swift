// What is known of the published sets, where they are looked for, and how a copy is told from
// another set's files of the same names.

import Datasets
import Foundation
import Testing

struct DownloadableSetTests {
  static let published = [DownloadableSet.mnist, .fashionMNIST]

  @Test("Every published file is described in full", arguments: published)
  func described(set: DownloadableSet) {
    let names = [
      "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz",
    ]
    #expect(set.files.map(\.name) == names)
    #expect(set.classNames.count == 10)
    let checksums = set.files.flatMap { [$0.sha256, $0.contentSHA256] }
    #expect(Set(checksums).count == 8)
    #expect(checksums.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
    #expect(set.mirrors.count >= 3 && Set(set.mirrors.compactMap(\.host)).count >= 3)
    #expect(set.mirrors.allSatisfy { $0.absoluteString.hasSuffix("/") })
    #expect(set.mirrors.first?.scheme == "https")
  }

  @Test(
    "A published set that the system has is right, however it was packed",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")))
  func theSystemsCopy() throws {
    let folder = try #require(try MNIST.find(.fashionMNIST, argument: nil, environment: [:]))
    #expect(DownloadableSet.fashionMNIST.isRight(in: folder))
    // The same names, other files.
    for file in DownloadableSet.mnist.files.filter({ $0.size < 100_000 }) {
      #expect(
        wrong(DownloadableSet.mnist.state(of: file, in: folder)).contains("not the file of MNIST"))
    }
  }

  @Test("A copy counts in any form, and a wrong or damaged one is named") func states() throws {
    try withFolder { folder in
      let (set, file) = trial(of: Packed.fox)
      #expect(set.state(of: file, in: folder) == .absent)
      let plain = folder.appendingPathComponent("text.idx1")
      try Data(Packed.fox.utf8).write(to: plain)
      #expect(set.state(of: file, in: folder) == .right)
      #expect(set.isRight(in: folder))
      try FileManager.default.removeItem(at: plain)
      let packed = folder.appendingPathComponent("text-idx1.gz")
      for bytes in [Packed.fixedBlock, Packed.longHeader] {
        try Data(bytes).write(to: packed)
        #expect(set.state(of: file, in: folder) == .right)
      }
      try Data(Packed.storedBlock).write(to: packed)
      #expect(
        wrong(set.state(of: file, in: folder))
          == "\(packed.path): not the file of Trial — its content has SHA-256 2f2d58cc1467…, "
          + "expected \(file.contentSHA256.prefix(12))… — move it away, or name another folder with --data"
      )
      try Data(Packed.fixedBlock.dropLast(9)).write(to: packed)
      #expect(
        wrong(set.state(of: file, in: folder))
          == "\(packed.path): not the file of Trial — gzip data ends too early, 57 bytes — move it "
          + "away, or name another folder with --data")
      #expect(!set.isRight(in: folder))
    }
  }

  @Test("The cache is where the platform keeps what can be fetched again") func theCache() {
    let home = ["HOME": "/home/ada"]
    #if os(macOS)
      #expect(
        DownloadableSet.mnist.cacheFolder(home).path == "/home/ada/Library/Caches/nnlabs/mnist")
    #else
      #expect(DownloadableSet.mnist.cacheFolder(home).path == "/home/ada/.cache/nnlabs/mnist")
      for (value, path) in [
        ("/scratch", "/scratch"), ("", "/home/ada/.cache"), ("a", "/home/ada/.cache"),
      ] {
        let environment = home.merging(["XDG_CACHE_HOME": value]) { $1 }
        #expect(
          DownloadableSet.fashionMNIST.cacheFolder(environment).path
            == "\(path)/nnlabs/fashion-mnist")
      }
    #endif
  }

  @Test("Two sets with the same names keep apart, beside each other and in the cache")
  func keptApart() throws {
    try withFolder { place in
      let environment = ["HOME": place.path, "XDG_CACHE_HOME": place.path]
      let cache = place.appendingPathComponent("nnlabs")
      for name in ["mnist", "FashionMNIST/raw"] {
        let folder = cache.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for part in ["train", "t10k"] { try writeSet(part, count: 1, in: folder) }
      }
      #expect(
        DownloadableSet.fashionMNIST.usualFolders(environment).map(\.path).last
          == cache.appendingPathComponent("FashionMNIST/raw").path)
      #expect(
        DownloadableSet.mnist.usualFolders(environment).map(\.path).last
          == cache.appendingPathComponent("mnist").path)
      let named = try MNIST.find(.fashionMNIST, argument: cache.path, environment: [:])
      #expect(named?.lastPathComponent == "raw")
    }
  }

  /// A set of one file of which only the content matters.
  private func trial(of text: String) -> (DownloadableSet, DownloadableSet.File) {
    let file = DownloadableSet.File(
      name: "text-idx1.gz", size: 0, sha256: "",
      contentSHA256: SHA256.checksum(Array(text.utf8)))
    let set = DownloadableSet(
      title: "Trial", folders: ["trial"], classNames: [], files: [file], mirrors: [])
    return (set, file)
  }

  private func wrong(_ state: DownloadableSet.State) -> String {
    if case .wrong(_, let error) = state { error.description } else { "\(state)" }
  }
}
