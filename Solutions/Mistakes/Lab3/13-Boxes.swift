// Named wrong solutions of exercise 3.13.

// MISTAKE 3.13 Box.area: crossed corners make an area: two negatives multiplied
return width * height

// MISTAKE 3.13 Box.area: the absolute value hides crossed corners
return abs(width) * abs(height)

// MISTAKE 3.13 Box.area: edges counted as pixels, one added to each side
return max(width + 1, 0) * max(height + 1, 0)

// MISTAKE 3.13 Box.area: the corner's coordinates are multiplied
return max(x2, 0) * max(y2, 0)

// MISTAKE 3.13 intersectionOverUnion: the intersection is counted twice in the union
let common = Box(
  x1: max(a.x1, b.x1), y1: max(a.y1, b.y1), x2: min(a.x2, b.x2), y2: min(a.y2, b.y2))
let union = a.area + b.area
return union > 0 ? common.area / union : 0

// MISTAKE 3.13 intersectionOverUnion: minimum and maximum are swapped: the box around both
let common = Box(
  x1: min(a.x1, b.x1), y1: min(a.y1, b.y1), x2: max(a.x2, b.x2), y2: max(a.y2, b.y2))
let union = a.area + b.area - common.area
return union > 0 ? common.area / union : 0

// MISTAKE 3.13 intersectionOverUnion: boxes that are apart on both axes overlap: negative times negative
let common = Box(
  x1: max(a.x1, b.x1), y1: max(a.y1, b.y1), x2: min(a.x2, b.x2), y2: min(a.y2, b.y2))
let area = common.width * common.height
let union = a.area + b.area - area
return union > 0 ? area / union : 0

// MISTAKE 3.13 intersectionOverUnion: 0 / 0 for boxes without area
let common = Box(
  x1: max(a.x1, b.x1), y1: max(a.y1, b.y1), x2: min(a.x2, b.x2), y2: min(a.y2, b.y2))
return common.area / (a.area + b.area - common.area)

// MISTAKE 3.13 intersectionOverUnion: divided by the smaller area
let common = Box(
  x1: max(a.x1, b.x1), y1: max(a.y1, b.y1), x2: min(a.x2, b.x2), y2: min(a.y2, b.y2))
let smaller = min(a.area, b.area)
return smaller > 0 ? common.area / smaller : 0

// MISTAKE 3.13 intersectionOverUnion: divided by the box around both
let common = Box(
  x1: max(a.x1, b.x1), y1: max(a.y1, b.y1), x2: min(a.x2, b.x2), y2: min(a.y2, b.y2))
let around = Box(
  x1: min(a.x1, b.x1), y1: min(a.y1, b.y1), x2: max(a.x2, b.x2), y2: max(a.y2, b.y2))
return around.area > 0 ? common.area / around.area : 0

// MISTAKE 3.13 anchors: columns outside, rows inside
return (0..<columns).flatMap { column in
  (0..<rows).flatMap { row in
    sizes.flatMap { size in
      ratios.map { ratio in
        Box(
          centerX: (Float(column) + 0.5) * stride, centerY: (Float(row) + 0.5) * stride,
          width: size / ratio.squareRoot(), height: size * ratio.squareRoot())
      }
    }
  }
}

// MISTAKE 3.13 anchors: on the cells' corners instead of their centres
return (0..<rows).flatMap { row in
  (0..<columns).flatMap { column in
    sizes.flatMap { size in
      ratios.map { ratio in
        Box(
          centerX: Float(column) * stride, centerY: Float(row) * stride,
          width: size / ratio.squareRoot(), height: size * ratio.squareRoot())
      }
    }
  }
}

// MISTAKE 3.13 anchors: the row is taken for x
return (0..<rows).flatMap { row in
  (0..<columns).flatMap { column in
    sizes.flatMap { size in
      ratios.map { ratio in
        Box(
          centerX: (Float(row) + 0.5) * stride, centerY: (Float(column) + 0.5) * stride,
          width: size / ratio.squareRoot(), height: size * ratio.squareRoot())
      }
    }
  }
}

// MISTAKE 3.13 anchors: the ratio is width over height
return (0..<rows).flatMap { row in
  (0..<columns).flatMap { column in
    sizes.flatMap { size in
      ratios.map { ratio in
        Box(
          centerX: (Float(column) + 0.5) * stride, centerY: (Float(row) + 0.5) * stride,
          width: size * ratio.squareRoot(), height: size / ratio.squareRoot())
      }
    }
  }
}

// MISTAKE 3.13 anchors: the ratio changes the area
return (0..<rows).flatMap { row in
  (0..<columns).flatMap { column in
    sizes.flatMap { size in
      ratios.map { ratio in
        Box(
          centerX: (Float(column) + 0.5) * stride, centerY: (Float(row) + 0.5) * stride,
          width: size, height: size * ratio)
      }
    }
  }
}

// MISTAKE 3.13 anchors: ratios outside, sizes inside
return (0..<rows).flatMap { row in
  (0..<columns).flatMap { column in
    ratios.flatMap { ratio in
      sizes.map { size in
        Box(
          centerX: (Float(column) + 0.5) * stride, centerY: (Float(row) + 0.5) * stride,
          width: size / ratio.squareRoot(), height: size * ratio.squareRoot())
      }
    }
  }
}

// MISTAKE 3.13 encoded: shifts in pixels, not in anchors
require(min(box.width, box.height, anchor.width, anchor.height) > 0, "encoded: \(box), \(anchor)")
return [
  box.centerX - anchor.centerX, box.centerY - anchor.centerY,
  log(box.width / anchor.width), log(box.height / anchor.height),
]

// MISTAKE 3.13 encoded: shifts of the corner, not of the centre
require(min(box.width, box.height, anchor.width, anchor.height) > 0, "encoded: \(box), \(anchor)")
return [
  (box.x1 - anchor.x1) / anchor.width, (box.y1 - anchor.y1) / anchor.height,
  log(box.width / anchor.width), log(box.height / anchor.height),
]

// MISTAKE 3.13 encoded: divided by the box, not by the anchor
require(min(box.width, box.height, anchor.width, anchor.height) > 0, "encoded: \(box), \(anchor)")
return [
  (box.centerX - anchor.centerX) / box.width, (box.centerY - anchor.centerY) / box.height,
  log(box.width / anchor.width), log(box.height / anchor.height),
]

// MISTAKE 3.13 encoded: the logarithm's quotient is upside down
require(min(box.width, box.height, anchor.width, anchor.height) > 0, "encoded: \(box), \(anchor)")
return [
  (box.centerX - anchor.centerX) / anchor.width, (box.centerY - anchor.centerY) / anchor.height,
  log(anchor.width / box.width), log(anchor.height / box.height),
]

// MISTAKE 3.13 encoded: the sizes without their logarithm
require(min(box.width, box.height, anchor.width, anchor.height) > 0, "encoded: \(box), \(anchor)")
return [
  (box.centerX - anchor.centerX) / anchor.width, (box.centerY - anchor.centerY) / anchor.height,
  box.width / anchor.width, box.height / anchor.height,
]

// MISTAKE 3.13 encoded: both shifts are divided by the width
require(min(box.width, box.height, anchor.width, anchor.height) > 0, "encoded: \(box), \(anchor)")
return [
  (box.centerX - anchor.centerX) / anchor.width, (box.centerY - anchor.centerY) / anchor.width,
  log(box.width / anchor.width), log(box.height / anchor.height),
]

// MISTAKE 3.13 encoded: boxes without area give infinite offsets
return [
  (box.centerX - anchor.centerX) / anchor.width, (box.centerY - anchor.centerY) / anchor.height,
  log(box.width / anchor.width), log(box.height / anchor.height),
]

// MISTAKE 3.13 decoded: the offsets are added in pixels
require(offsets.count == 4, "decoded: 4 offsets are needed — \(offsets.count)")
let limit = log(Float(1000) / 16)
return Box(
  centerX: anchor.centerX + offsets[0], centerY: anchor.centerY + offsets[1],
  width: anchor.width * exp(min(offsets[2], limit)),
  height: anchor.height * exp(min(offsets[3], limit)))

// MISTAKE 3.13 decoded: the sizes without the exponential
require(offsets.count == 4, "decoded: 4 offsets are needed — \(offsets.count)")
let limit = log(Float(1000) / 16)
return Box(
  centerX: anchor.centerX + offsets[0] * anchor.width,
  centerY: anchor.centerY + offsets[1] * anchor.height,
  width: anchor.width * (1 + min(offsets[2], limit)),
  height: anchor.height * (1 + min(offsets[3], limit)))

// MISTAKE 3.13 decoded: no limit: an untrained network gives infinite boxes
require(offsets.count == 4, "decoded: 4 offsets are needed — \(offsets.count)")
return Box(
  centerX: anchor.centerX + offsets[0] * anchor.width,
  centerY: anchor.centerY + offsets[1] * anchor.height,
  width: anchor.width * exp(offsets[2]), height: anchor.height * exp(offsets[3]))

// MISTAKE 3.13 decoded: small sizes are limited too
require(offsets.count == 4, "decoded: 4 offsets are needed — \(offsets.count)")
let limit = log(Float(1000) / 16)
return Box(
  centerX: anchor.centerX + offsets[0] * anchor.width,
  centerY: anchor.centerY + offsets[1] * anchor.height,
  width: anchor.width * exp(max(-limit, min(offsets[2], limit))),
  height: anchor.height * exp(max(-limit, min(offsets[3], limit))))

// MISTAKE 3.13 decoded: the corner is moved instead of the centre
require(offsets.count == 4, "decoded: 4 offsets are needed — \(offsets.count)")
let limit = log(Float(1000) / 16)
let (left, top) = (
  anchor.x1 + offsets[0] * anchor.width, anchor.y1 + offsets[1] * anchor.height
)
return Box(
  x1: left, y1: top, x2: left + anchor.width * exp(min(offsets[2], limit)),
  y2: top + anchor.height * exp(min(offsets[3], limit)))

// MISTAKE 3.13 decoded: width and height are swapped
require(offsets.count == 4, "decoded: 4 offsets are needed — \(offsets.count)")
let limit = log(Float(1000) / 16)
return Box(
  centerX: anchor.centerX + offsets[0] * anchor.width,
  centerY: anchor.centerY + offsets[1] * anchor.height,
  width: anchor.width * exp(min(offsets[3], limit)),
  height: anchor.height * exp(min(offsets[2], limit)))

// MISTAKE 3.13 nonMaximumSuppression: boxes that were thrown out throw out others
require(boxes.count == scores.count, "nonMaximumSuppression: \(boxes.count) and \(scores.count)")
let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
return order.indices.filter { rank in
  order[..<rank].allSatisfy {
    intersectionOverUnion(boxes[$0], boxes[order[rank]]) <= threshold
  }
}.map { order[$0] }

// MISTAKE 3.13 nonMaximumSuppression: the lowest scores first
require(boxes.count == scores.count, "nonMaximumSuppression: \(boxes.count) and \(scores.count)")
var kept: [Int] = []
for place in scores.indices.sorted(by: { (scores[$0], $0) < (scores[$1], $1) })
where kept.allSatisfy({ intersectionOverUnion(boxes[$0], boxes[place]) <= threshold }) {
  kept.append(place)
}
return kept

// MISTAKE 3.13 nonMaximumSuppression: in the order of the list, whatever the scores
require(boxes.count == scores.count, "nonMaximumSuppression: \(boxes.count) and \(scores.count)")
var kept: [Int] = []
for place in boxes.indices
where kept.allSatisfy({ intersectionOverUnion(boxes[$0], boxes[place]) <= threshold }) {
  kept.append(place)
}
return kept

// MISTAKE 3.13 nonMaximumSuppression: returned in the order of the list
require(boxes.count == scores.count, "nonMaximumSuppression: \(boxes.count) and \(scores.count)")
var kept: [Int] = []
for place in scores.indices.sorted(by: { (scores[$1], $0) < (scores[$0], $1) })
where kept.allSatisfy({ intersectionOverUnion(boxes[$0], boxes[place]) <= threshold }) {
  kept.append(place)
}
return kept.sorted()

// MISTAKE 3.13 nonMaximumSuppression: an IoU equal to the threshold is thrown out
require(boxes.count == scores.count, "nonMaximumSuppression: \(boxes.count) and \(scores.count)")
var kept: [Int] = []
for place in scores.indices.sorted(by: { (scores[$1], $0) < (scores[$0], $1) })
where kept.allSatisfy({ intersectionOverUnion(boxes[$0], boxes[place]) < threshold }) {
  kept.append(place)
}
return kept

// MISTAKE 3.13 nonMaximumSuppression: compared with the box kept last alone
require(boxes.count == scores.count, "nonMaximumSuppression: \(boxes.count) and \(scores.count)")
var kept: [Int] = []
for place in scores.indices.sorted(by: { (scores[$1], $0) < (scores[$0], $1) }) {
  guard let last = kept.last else {
    kept.append(place)
    continue
  }
  if intersectionOverUnion(boxes[last], boxes[place]) <= threshold { kept.append(place) }
}
return kept

// MISTAKE 3.13 nonMaximumSuppression: of equal scores the last one stays
require(boxes.count == scores.count, "nonMaximumSuppression: \(boxes.count) and \(scores.count)")
var kept: [Int] = []
for place in scores.indices.sorted(by: { (scores[$1], $1) < (scores[$0], $0) })
where kept.allSatisfy({ intersectionOverUnion(boxes[$0], boxes[place]) <= threshold }) {
  kept.append(place)
}
return kept
