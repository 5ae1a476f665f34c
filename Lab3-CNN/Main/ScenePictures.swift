// Scenes as pictures, with frames drawn around what is in them.

import Datasets
import Lab2
import Lab3
import Reports
import Shared

extension DigitScenes {
  /// The digits of each scene as objects.
  var objects: [[SceneObject]] { digits.indices.map { objects(in: $0) } }

  /// The digits of one scene as objects.
  func objects(in scene: Int) -> [SceneObject] {
    digits[scene].map { digit in
      let box = Box(
        x1: Float(digit.left), y1: Float(digit.top), x2: Float(digit.right),
        y2: Float(digit.bottom))
      return SceneObject(label: digit.label, box: box)
    }
  }

  /// One scene, darkened, with bright lines along the outside of these boxes.
  func picture(_ scene: Int, framing boxes: [Box]) -> Picture {
    let size = images.shape[3]
    var pixels = images[row: scene].scalars.map { $0 * 0.6 }
    func light(_ x: Int, _ y: Int) {
      if 0..<size ~= x && 0..<size ~= y { pixels[y * size + x] = 1 }
    }
    for box in boxes {
      let (left, right) = (Int(box.x1.rounded()) - 1, Int(box.x2.rounded()))
      let (top, bottom) = (Int(box.y1.rounded()) - 1, Int(box.y2.rounded()))
      for x in min(left, right)...max(left, right) { [top, bottom].forEach { light(x, $0) } }
      for y in min(top, bottom)...max(top, bottom) { [left, right].forEach { light($0, y) } }
    }
    return Picture(width: size, height: size, pixels)
  }
}

extension LabelledRows {
  /// Images and labels as a data set of digits.
  var digits: Dataset {
    Dataset(inputs: inputs, labels: labels, classNames: Digits.classNames)
  }
}

extension Box {
  /// Its edges, rounded: `12 3 30 27`.
  var text: String { [x1, y1, x2, y2].map { fixedText($0, decimals: 0) }.joined(separator: " ") }
}
