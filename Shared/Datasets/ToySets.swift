// Two-dimensional sets of points on which a network's decisions can be seen at a glance. The
// classes alternate, so that any first part of a set is balanced; `noise` is the standard deviation
// of what is added to each coordinate.

import Shared

extension Dataset {
  /// Two half circles that reach into each other, centred at the origin.
  ///
  /// - Parameters:
  ///   - count: The number N of points, shared evenly by the classes.
  ///   - noise: The standard deviation of normal noise.
  ///   - seed: Equal seeds give equal points.
  /// - Returns: Inputs of shape [N, 2] within about ±1.5, and labels 0 (upper) and 1 (lower).
  public static func moons(count: Int, noise: Float = 0.1, seed: UInt64) -> Dataset {
    let places = toyPlaces(count, classes: 2, "moons")
    let angles = places.map { .pi * ($0.position + Float($0.label)) }
    let points = polar(radii: angles.map { _ in 1 }, angles: angles)
    let centers = places.map { $0.label == 0 ? [-0.5, -0.25] : [0.5, 0.25] as [Float] }
    return toySet(
      points + Tensor(centers.flatMap { $0 }, shape: [count, 2]), places, ["upper", "lower"],
      noise, seed)
  }

  /// A circle of radius ½ inside one of radius 1.
  ///
  /// - Parameters:
  ///   - count: The number N of points, shared evenly by the classes.
  ///   - noise: The standard deviation of normal noise.
  ///   - seed: Equal seeds give equal points.
  /// - Returns: Inputs of shape [N, 2], and labels 0 (outer) and 1 (inner).
  public static func circles(count: Int, noise: Float = 0.05, seed: UInt64) -> Dataset {
    let places = toyPlaces(count, classes: 2, "circles")
    let points = polar(
      radii: places.map { $0.label == 0 ? 1 : 0.5 }, angles: places.map { 2 * .pi * $0.position })
    return toySet(points, places, ["outer", "inner"], noise, seed)
  }

  /// Arms that wind out from the origin, one class each.
  ///
  /// - Parameters:
  ///   - count: The number N of points, shared evenly by the arms.
  ///   - arms: The number of arms and classes.
  ///   - turns: How often an arm winds around the origin.
  ///   - noise: The standard deviation of normal noise.
  ///   - seed: Equal seeds give equal points.
  /// - Returns: Inputs of shape [N, 2] within the unit circle but for the noise, and the arms as
  ///   labels.
  public static func spirals(
    count: Int, arms: Int = 2, turns: Float = 1, noise: Float = 0.03, seed: UInt64
  ) -> Dataset {
    let places = toyPlaces(count, classes: arms, "spirals")
    let points = polar(
      radii: places.map(\.position),
      angles: places.map { 2 * .pi * (turns * $0.position + Float($0.label) / Float(arms)) })
    return toySet(points, places, (1...arms).map { "arm \($0)" }, noise, seed)
  }

  /// Points of the square [-1, 1]², classed by whether their coordinates have the same sign.
  ///
  /// No straight line separates the classes. The label is that of the point before the noise.
  ///
  /// - Parameters:
  ///   - count: The number N of points, shared evenly by the four quadrants.
  ///   - noise: The standard deviation of normal noise.
  ///   - seed: Equal seeds give equal points.
  /// - Returns: Inputs of shape [N, 2], and labels 0 (same sign) and 1 (different signs).
  public static func xor(count: Int, noise: Float = 0.05, seed: UInt64) -> Dataset {
    let places = toyPlaces(count, classes: 2, "xor")
    var generator = SeededGenerator(seed: seed)
    let points = places.indices.flatMap { index in
      let signs: (x: Float, y: Float) = [(1, 1), (-1, 1), (-1, -1), (1, -1)][index % 4]
      return [signs.x * generator.uniform(), signs.y * generator.uniform()]
    }
    return toySet(
      Tensor(points, shape: [count, 2]), places, ["same sign", "different signs"], noise,
      generator.next())
  }

  /// Round clouds on the unit circle, one class each.
  ///
  /// - Parameters:
  ///   - count: The number N of points, shared evenly by the classes.
  ///   - classes: The number of clouds, 2 to 4.
  ///   - noise: The standard deviation of the points of a cloud.
  ///   - seed: Equal seeds give equal points.
  /// - Returns: Inputs of shape [N, 2], and the clouds as labels.
  public static func blobs(
    count: Int, classes: Int = 3, noise: Float = 0.25, seed: UInt64
  ) -> Dataset {
    require(
      (2...4).contains(classes), "blobs: not a number of clouds: \(classes) — use 2, 3 or 4")
    let places = toyPlaces(count, classes: classes, "blobs")
    let points = polar(
      radii: places.map { _ in 1 },
      angles: places.map { 2 * .pi * (Float($0.label) / Float(classes) + 0.125) })
    return toySet(points, places, (1...classes).map { "blob \($0)" }, noise, seed)
  }

  /// Points on the two sides of the line 0.6 x + 0.8 y = 0, none nearer to it than 0.1 before the
  /// noise.
  ///
  /// - Parameters:
  ///   - count: The number N of points, shared evenly by the classes.
  ///   - noise: The standard deviation of normal noise.
  ///   - seed: Equal seeds give equal points.
  /// - Returns: Inputs of shape [N, 2] within about ±1.1, and labels 0 (below) and 1 (above).
  public static func linear(count: Int, noise: Float = 0, seed: UInt64) -> Dataset {
    let places = toyPlaces(count, classes: 2, "linear")
    var generator = SeededGenerator(seed: seed)
    let points = places.flatMap { place in
      let (x, y) = (generator.uniform(in: -1...1), generator.uniform(in: -1...1))
      let side: Float = place.label == 1 ? 1 : -1
      let flip: Float = (0.6 * x + 0.8 * y) * side < 0 ? -1 : 1
      return [flip * x + side * 0.06, flip * y + side * 0.08]
    }
    return toySet(
      Tensor(points, shape: [count, 2]), places, ["below", "above"], noise, generator.next())
  }
}

// MARK: - What they share

/// A point's class, and where it stands among those of its class, evenly spaced in 0…1.
private typealias ToyPlace = (label: Int, position: Float)

private func toyPlaces(_ count: Int, classes: Int, _ name: String) -> [ToyPlace] {
  require(
    classes > 0 && count >= classes,
    "\(name): too few points: \(count) for \(classes) classes — ask for one of each at least")
  return (0..<count).map { index in
    let label = index % classes
    let size = (count - label + classes - 1) / classes
    return (label, (Float(index / classes) + 0.5) / Float(size))
  }
}

/// Points at distances and angles (in radians) from the origin, shape [N, 2].
private func polar(radii: [Float], angles: [Float]) -> Tensor {
  let (radii, angles) = (
    Tensor(radii, shape: [radii.count, 1]), Tensor(angles, shape: [angles.count, 1])
  )
  return Tensor(concatenating: [radii * cos(angles), radii * sin(angles)], along: 1)
}

private func toySet(
  _ points: Tensor, _ places: [ToyPlace], _ names: [String], _ noise: Float, _ seed: UInt64
) -> Dataset {
  require(noise >= 0, "toy set: the noise is negative: \(noise) — use 0 or more")
  var generator = SeededGenerator(seed: seed)
  let displacement = Tensor(
    randomNormal: points.shape, standardDeviation: noise, using: &generator)
  return Dataset(
    inputs: points + displacement, labels: places.map(\.label), classNames: names)
}
