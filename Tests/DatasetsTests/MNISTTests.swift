// Finding and loading the full set, and pairs of files that do not fit.

import Datasets
import Foundation
import Shared
import Testing

struct MNISTTests {
  @Test("both ways of naming the files, plain, load") func bothWaysOfNaming() throws {
    for dotted in [false, true] {
      try withFolder { folder in
        try writeSet("train", count: 3, in: folder, dotted: dotted)
        try writeSet("t10k", count: 2, in: folder, dotted: dotted)
        let set = try MNIST.load(from: folder)
        #expect(set.training.inputs.shape == [3, 1, 28, 28])
        #expect(set.training.inputs[1, 0, 0, 3] == Float(787 % 256) / 255)
        #expect(set.test.labels == [0, 1])
        #expect(set.test.classNames == Digits.classNames)
      }
    }
  }

  @Test("the argument counts before the variable, and both may name the folder above")
  func theArgumentCountsBefore() throws {
    try withFolder { first in
      try withFolder { second in
        try writeAll(in: first)
        let inside = second.appendingPathComponent("mnist")
        try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
        try writeAll(in: inside)
        let environment = ["NNLABS_DATA": second.path]
        #expect(try MNIST.find(argument: first.path, environment: environment)?.path == first.path)
        #expect(try MNIST.find(argument: nil, environment: environment)?.path == inside.path)
        #expect(try MNIST.find(argument: "", environment: environment)?.path == inside.path)
      }
    }
  }

  @Test("the user's cache folder is searched") func theUsersCacheFolder() throws {
    try withFolder { home in
      let folder = home.appendingPathComponent(".cache/nnlabs/mnist")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try writeAll(in: folder)
      let found = try MNIST.find(argument: nil, environment: ["HOME": home.path])
      // A machine may have the set in a system folder, which comes first.
      #expect(found?.path == folder.path || found?.path.hasPrefix("/usr/") == true)
    }
  }

  @Test("a named place that lacks files is an error that lists them") func aNamedPlaceThat() throws
  {
    try withFolder { folder in
      try writeSet("train", count: 3, in: folder)
      let remedy =
        "put the four IDX files there, plain or .gz, or run a lab with --download, or leave out"
        + " --data and NNLABS_DATA"
      #expect(
        line { _ = try MNIST.find(argument: folder.path, environment: [:]) }
          == "\(folder.path): MNIST is not complete here"
          + " — missing t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte — \(remedy)")
      let absent = folder.appendingPathComponent("absent").path
      #expect(
        line { _ = try MNIST.find(argument: nil, environment: ["NNLABS_DATA": absent]) }
          .hasPrefix("\(absent): there is no such folder — missing train-images-idx3-ubyte, "))
      #expect(
        line { _ = try MNIST.load(from: folder) }
          == "\(folder.path): MNIST is not complete here — missing t10k-images-idx3-ubyte"
          + " — \(remedy)")
    }
  }

  @Test("files that do not belong together are named") func filesThatDoNot() throws {
    try withFolder { folder in
      try writeAll(in: folder)
      let labels = folder.appendingPathComponent("train-labels-idx1-ubyte")
      try IDX(dimensions: [2], bytes: [0, 1]).write(to: labels)
      #expect(
        line { _ = try MNIST.load(from: folder) }
          == "\(labels.path): images and labels do not belong together"
          + " — dimensions [2], expected [3] — take both files from the same set")
      try IDX(dimensions: [3], bytes: [0, 1, 10]).write(to: labels)
      #expect(
        line { _ = try MNIST.load(from: folder) }
          == "\(labels.path): a label has no class — label 10 at 2, expected 0 to 9"
          + " — fetch the file again")
      let images = folder.appendingPathComponent("train-images-idx3-ubyte")
      try IDX(dimensions: [3], bytes: [0, 1, 2]).write(to: images)
      #expect(
        line { _ = try MNIST.load(from: folder) }
          == "\(images.path): these are not the expected images"
          + " — dimensions [3], expected [N, 28, 28] — check that this is the right file")
      for dimensions in [[3, 28, 29], [0, 28, 28]] {
        let count = dimensions.reduce(1, *)
        try IDX(dimensions: dimensions, bytes: [UInt8](repeating: 0, count: count))
          .write(to: images)
        #expect(
          line { _ = try MNIST.load(from: folder) }
            .contains("not the expected images — dimensions \(dimensions), expected [N, 28, 28]"))
      }
    }
  }

  @Test("a damaged packed file is named, and nothing is left behind") func aDamagedPackedFile()
    throws
  {
    try withFolder { folder in
      try writeAll(in: folder)
      let images = folder.appendingPathComponent("train-images-idx3-ubyte")
      try FileManager.default.removeItem(at: images)
      let packed = images.appendingPathExtension("gz")
      try Data(Packed.dynamicBlock.dropLast(9)).write(to: packed)
      let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(
        line { _ = try MNIST.load(from: folder) }
          == "\(packed.path): gzip data ends too early"
          + " — \(Packed.dynamicBlock.count - 9) bytes — fetch the file again")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    }
  }

  private func writeAll(in folder: URL) throws {
    try writeSet("train", count: 3, in: folder)
    try writeSet("t10k", count: 2, in: folder)
  }
}
