// Packing the embedded images.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

struct ImagesPackerTests {
  private func idx(_ axes: [UInt8], _ bytes: [UInt8]) -> Data {
    Data([0, 0, 8, UInt8(axes.count)] + axes.flatMap { [0, 0, 0, $0] } + bytes)
  }

  @Test("the first records are kept under a new length")
  func first() throws {
    let file = idx([3, 1, 2], [1, 2, 3, 4, 5, 6])
    #expect(try firstRecords(of: file, count: 2, name: "a") == idx([2, 1, 2], [1, 2, 3, 4]))
    #expect(try firstRecords(of: file, count: 3, name: "a") == file)
  }

  @Test("other forms, short headers and missing records are complaints")
  func malformed() {
    for (data, what) in [
      (Data([0, 0, 9, 1, 0, 0, 0, 1, 5]), "not an IDX file of bytes"),
      (Data([0, 0]), "not an IDX file of bytes"),
      (Data([0, 0, 8, 3, 0, 0, 0, 1]), "ends inside its header"),
      (idx([1], [1]), "holds fewer than 2 records"),
      (idx([2, 2], [1, 2, 3]), "holds fewer than 2 records"),
    ] {
      let error = #expect(throws: Complaint.self) {
        try firstRecords(of: data, count: 2, name: "a")
      }
      #expect(error?.what == what)
    }
  }

  @Test("both files are written under the set's name, or none", arguments: ["digits", "fashion"])
  func write(name: String) throws {
    let images = EmbeddedImages(name: name, count: 1)
    try withCourse(["Shared/Datasets/Resources/SOURCE.md": ""]) { course in
      let (folder, resources) = (course.url("SET"), "Shared/Datasets/Resources/\(name)-")
      try course.write("", to: "SET/README.md")
      try idx([2, 1, 1], [7, 8]).write(to: folder.appendingPathComponent("train-images-idx3-ubyte"))
      #expect(throws: Complaint.self) { try pack(images, from: folder, into: course) }
      #expect(!course.exists("\(resources)images.idx3-ubyte.gz"))
      try idx([2], [3, 4]).write(to: folder.appendingPathComponent("train-labels-idx1-ubyte"))
      #expect(try pack(images, from: folder, into: course).count == 2)
      let unpacked = try runProgram(
        ["gzip", "-dc", course.url("\(resources)labels.idx1-ubyte.gz").path])
      #expect(Data(unpacked.output.utf8) == idx([1], [3]))
    }
  }
}
