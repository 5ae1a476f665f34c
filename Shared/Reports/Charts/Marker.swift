// Marker shapes: what colour says, said again for readers who see no colour.

import Foundation

/// The outline of the marker of a class around a point, as path data.
///
/// `radius` is about half its size.
func markerPath(_ index: Int, x: Double, y: Double, radius r: Double) -> String {
  switch index % 8 {
  case 0: circle(x, y, r)
  case 1: polygon(x, y, r * 1.25, corners: 4, turn: 0.125)
  case 2: polygon(x, y, r * 1.35, corners: 3, turn: -0.25)
  case 3: polygon(x, y, r * 1.3, corners: 4, turn: 0)
  case 4: polygon(x, y, r * 1.35, corners: 3, turn: 0.25)
  case 5: cross(x, y, r * 1.15)
  case 6: polygon(x, y, r * 1.15, corners: 5, turn: -0.25)
  default: polygon(x, y, r * 1.5, corners: 10, turn: -0.25, inner: 0.45)
  }
}

private func circle(_ x: Double, _ y: Double, _ r: Double) -> String {
  let (d, size) = (coordinate(2 * r), coordinate(r))
  return "M\(coordinate(x - r)) \(coordinate(y))a\(size) \(size) 0 1 0 \(d) 0"
    + "a\(size) \(size) 0 1 0 -\(d) 0z"
}

/// `turn` is the direction of the first corner, as a share of a full turn; `inner` pulls every other
/// corner in, which makes a star.
private func polygon(
  _ x: Double, _ y: Double, _ r: Double, corners: Int, turn: Double, inner: Double = 1
) -> String {
  let points = (0..<corners).map { corner in
    let angle = 2 * Double.pi * (turn + Double(corner) / Double(corners))
    let reach = corner % 2 == 1 ? r * inner : r
    return "\(coordinate(x + reach * cos(angle))) \(coordinate(y + reach * sin(angle)))"
  }
  return "M" + points.joined(separator: "L") + "z"
}

private func cross(_ x: Double, _ y: Double, _ r: Double) -> String {
  let arm = r * 0.36
  let steps = [
    (-arm, -r), (arm, -r), (arm, -arm), (r, -arm), (r, arm), (arm, arm), (arm, r), (-arm, r),
    (-arm, arm), (-r, arm), (-r, -arm), (-arm, -arm),
  ]
  return "M"
    + steps.map { "\(coordinate(x + $0.0)) \(coordinate(y + $0.1))" }.joined(separator: "L")
    + "z"
}
