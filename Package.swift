// swift-tools-version: 6.1
import Foundation
import PackageDescription

// The course: one line a lab.
let labs = [
  Lab(1, "Perceptron"),
  Lab(2, "DeepFundamentals"),
  Lab(3, "CNN"),
  Lab(4, "Sequences"),
]

// What every lab stands on.
var targets: [Target] = [
  .library("Shared", path: "Shared/Tensor"),
  .library("Datasets", path: "Shared/Datasets", ["Shared"], resources: [.copy("Resources")]),
  .library("Reports", path: "Shared/Reports", ["Shared"]),
  .library("ModelFiles", path: "Shared/ModelFiles", ["Shared"]),
  .library("Downloads", path: "Shared/Downloads", ["Datasets", "Reports"]),
  .library("Grading", path: "Tests/Grading", ["Shared"], exclude: ["README.md"]),
]
for lab in selected(labs) { targets += lab.targets }

// The learner's companion, absent from the copies in which submissions are graded.
if exists("Tests/LabsTool") {
  targets += [
    .target(name: "CourseKit", path: "Tests/LabsTool/Course", swiftSettings: settings),
    .target(
      name: "LabsKit", dependencies: ["CourseKit", "Reports"], path: "Tests/LabsTool/Kit",
      swiftSettings: settings),
    .executableTarget(
      name: "labs", dependencies: ["LabsKit"], path: "Tests/LabsTool/Tool",
      swiftSettings: settings),
  ]
}

// The instructor's tool, absent from those copies too.
if exists("Solutions/Instructor/Kit") {
  targets += [
    .target(
      name: "InstructorKit", dependencies: ["CourseKit"], path: "Solutions/Instructor/Kit",
      swiftSettings: settings),
    .executableTarget(
      name: "instructor", dependencies: ["InstructorKit", "CourseKit"],
      path: "Solutions/Instructor/Tool", swiftSettings: settings),
  ]
}

// What stands beside the labs; `LABS=` leaves it out. `Downloads` is tested through an executable:
// Foundation's networking costs a process 6 ms at its start, and every exercise is graded in a
// process of this package's tests.
if names(in: "LABS").isEmpty {
  targets += [
    .executableTarget(
      name: "DownloadTrial", dependencies: ["Downloads"], path: "Tests/DownloadTrial",
      swiftSettings: settings),
    .tests("SharedTests", ["Shared"], resources: [.copy("Recorded")]),
    .tests("DatasetsTests", ["Datasets", "Shared"]),
    .tests("ReportsTests", ["Reports", "Shared"]),
    .tests("ModelFilesTests", ["ModelFiles", "Shared"]),
    .tests("DownloadsTests", ["Datasets"]),
    .tests("GradingTests", ["Grading", "Shared"]),
    .tests("LabsToolTests", ["LabsKit", "CourseKit", "Reports"]),
    .tests("DocumentTests", []),
  ]
  if hasSolutions {
    targets.append(
      .tests(
        "InstructorTests", ["InstructorKit", "CourseKit"], path: "Solutions/Instructor/Tests"))
  }
}
// Speed is measured with the solutions.
if Set(names(in: "SOLUTIONS")).isSuperset(of: labs.map(\.module)) && names(in: "LABS").isEmpty {
  targets.append(
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["Shared", "Datasets"] + labs.map { .byName(name: $0.module) },
      path: "Tests/Benchmarks", exclude: ["Peers", "assembly.sh"],
      swiftSettings: settings + [.unsafeFlags(optimized, .when(configuration: .debug))]))
}

let package = Package(
  name: "NeuralNetworkLabs",
  products: problem != nil ? [] : selected(labs).map(\.product),
  targets: problem.map { [.target(name: "none", path: $0)] } ?? targets,
  swiftLanguageModes: [.v6]
)

// MARK: - A lab: its module, its executable, its tests

struct Lab {
  let number: Int
  let folder: String
  var module: String { "Lab\(number)" }

  init(_ number: Int, _ title: String) {
    self.number = number
    folder = "Lab\(number)-\(title)"
  }

  /// The learner's files, or the solutions when `SOLUTIONS` names this lab.
  var path: String {
    names(in: "SOLUTIONS").contains(module) ? "Solutions/\(module)" : "\(folder)/Exercises"
  }

  var product: Product { .executable(name: folder, targets: ["\(module)Main"]) }

  var targets: [Target] {
    let foundations = labs.filter { $0.number < number }.map(\.module) + ["Shared"]
    let everything = foundations + [module, "Datasets", "Reports", "ModelFiles", "Downloads"]
    let tests = [module, "Grading", "Datasets"] + foundations
    var result: [Target] = [
      .target(
        name: module, dependencies: foundations.map { .byName(name: $0) }, path: path,
        swiftSettings: settings),
      .executableTarget(
        name: "\(module)Main", dependencies: everything.map { .byName(name: $0) },
        path: "\(folder)/Main",
        resources: exists("\(folder)/Main/Resources") ? [.copy("Resources")] : [],
        swiftSettings: settings),
      .tests("\(module)Tests", tests, resources: [.copy("Recorded")]),
    ]
    if hasSolutions {
      result.append(
        .tests("Hidden\(module)Tests", tests, path: "Solutions/HiddenTests/\(module)"))
    }
    return result
  }
}

// MARK: - The toggles: SOLUTIONS=all|Lab1,Lab2 · LABS=Lab1,Lab2 · NNLABS_ARCH=native|portable

/// What is wrong with the toggles.
///
/// It stands as the path of the only target, because the package
/// manager reports an unknown path in one line, and anything printed here among many.
nonisolated var problem: String? {
  let known = labs.map(\.module)
  for variable in ["SOLUTIONS", "LABS"] {
    for name in names(in: variable) where !known.contains(name) {
      let choices = (["all"] + known).joined(separator: ", ")
      return "\(variable)=\(name): there is no such lab; use one of: \(choices)"
    }
  }
  let wanted = names(in: "SOLUTIONS")
  for lab in selected(labs) where wanted.contains(lab.module) && !exists("Solutions/\(lab.module)")
  {
    return
      "SOLUTIONS=\(lab.module): this copy of the course has no Solutions folder; unset SOLUTIONS"
  }
  let level = Context.environment["NNLABS_ARCH"] ?? ""
  return ["", "native", "portable"].contains(level)
    ? nil : "NNLABS_ARCH=\(level): use native or portable, or unset it"
}

nonisolated var hasSolutions: Bool { exists("Solutions/Instructor") }

/// The labs that `LABS` asks for and those they stand on; all of them without it.
nonisolated func selected(_ labs: [Lab]) -> [Lab] {
  let names = names(in: "LABS")
  guard let last = labs.last(where: { names.contains($0.module) }) else { return labs }
  return labs.filter { $0.number <= last.number }
}

/// The lab modules that an environment variable lists, `all` being every one.
nonisolated func names(in variable: String) -> [String] {
  let value = Context.environment[variable] ?? ""
  let words = value.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
  return words.contains("all") ? labs.map(\.module) : words
}

nonisolated func exists(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(path)")
}

// MARK: - Compiler settings

/// The instruction set, the same in every target.
///
/// On x86-64 the level is fixed at AVX2 with FMA where the processor has both: a register holds 8
/// numbers, and what is built on one machine runs on the next. `NNLABS_ARCH=native` uses all that this
/// processor has, AVX-512 with 16 numbers among it, for programs that stay here; `NNLABS_ARCH=portable`
/// nothing special: products are then added in two steps, because one step would be a call.
nonisolated var settings: [SwiftSetting] {
  switch Context.environment["NNLABS_ARCH"] {
  case "portable": [vectorRoots, .define("WITHOUT_FMA")]
  case "native":
    [vectorRoots, .unsafeFlags(["-Xcc", "-march=native"])]
      + (processorHas(["avx512f", "avx512vl"]) ? [.define("WITH_AVX512")] : [])
  default:
    processorHas(["avx2", "fma"])
      ? [vectorRoots, .unsafeFlags(["-Xcc", "-mavx2", "-Xcc", "-mfma"])]
      : [vectorRoots, .define("WITHOUT_FMA")]
  }
}

/// Square roots as one instruction for a whole vector: without this, each number's root is a branch
/// to a function of C that could report the root of a negative number in `errno`.
nonisolated var vectorRoots: SwiftSetting { .unsafeFlags(["-Xcc", "-fno-math-errno"]) }

nonisolated func processorHas(_ features: [String]) -> Bool {
  #if arch(x86_64) && os(Linux)
    let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let flags = processor.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
    return Set(flags.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init))
      .isSuperset(of: features)
  #elseif arch(x86_64)
    return features.allSatisfy { feature in
      var present: Int32 = 0
      var size = MemoryLayout<Int32>.size
      let name = feature == "avx2" ? "avx2_0" : feature
      sysctlbyname("hw.optional.\(name)", &present, &size, nil, 0)
      return present != 0
    }
  #else
    return false
  #endif
}

/// Release speed; kernels are inlined across files only when a module is compiled as a whole.
nonisolated var optimized: [String] { ["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"] }

extension Target {
  /// A module that runs at release speed in debug builds too.
  static func library(
    _ name: String, path: String, _ dependencies: [Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
  ) -> Target {
    .target(
      name: name, dependencies: dependencies, path: path, exclude: exclude, resources: resources,
      swiftSettings: settings + [.unsafeFlags(optimized, .when(configuration: .debug))])
  }

  static func tests(
    _ name: String, _ dependencies: [String], path: String? = nil, resources: [Resource] = []
  ) -> Target {
    .testTarget(
      name: name, dependencies: dependencies.map { .byName(name: $0) },
      path: path ?? "Tests/\(name)", resources: resources, swiftSettings: settings)
  }
}
