// Named wrong solutions of exercise 3.2.

// MISTAKE 3.2 outputSize: the padding is added once, not at both ends
let padded = input + window.padding
require(
  window.size <= padded, "outputSize: size \(window.size), input \(input), padded \(padded)")
return (padded - window.size) / window.stride + 1

// MISTAKE 3.2 outputSize: the 1 is forgotten
let padded = input + 2 * window.padding
require(
  window.size <= padded, "outputSize: size \(window.size), input \(input), padded \(padded)")
return (padded - window.size) / window.stride

// MISTAKE 3.2 outputSize: rounded up
let padded = input + 2 * window.padding
require(
  window.size <= padded, "outputSize: size \(window.size), input \(input), padded \(padded)")
return (padded - window.size + window.stride - 1) / window.stride + 1

// MISTAKE 3.2 outputSize: the 1 is added before dividing
let padded = input + 2 * window.padding
require(
  window.size <= padded, "outputSize: size \(window.size), input \(input), padded \(padded)")
return (padded - window.size + 1) / window.stride

// MISTAKE 3.2 outputSize: the stride is ignored
let padded = input + 2 * window.padding
require(
  window.size <= padded, "outputSize: size \(window.size), input \(input), padded \(padded)")
return padded - window.size + 1

// MISTAKE 3.2 outputSize: a window that does not fit is let through
return (input + 2 * window.padding - window.size) / window.stride + 1

// MISTAKE 3.2 outputSize: the padding is not counted when the window is refused
let padded = input + 2 * window.padding
require(window.size <= input, "outputSize: size \(window.size), input \(input)")
return (padded - window.size) / window.stride + 1

// MISTAKE 3.2 outputSize: refused without saying the sizes
let padded = input + 2 * window.padding
require(window.size <= padded, "outputSize: the window does not fit")
return (padded - window.size) / window.stride + 1

// MISTAKE 3.2 samePadding: half of the window, K/2 for even ones too
return size / 2

// MISTAKE 3.2 samePadding: the padding of both ends together
require(size % 2 == 1, "samePadding: an even window — \(size)")
return size - 1

// MISTAKE 3.2 samePadding: half of the window, rounded up
require(size % 2 == 1, "samePadding: an even window — \(size)")
return (size + 1) / 2

// MISTAKE 3.2 ReceptiveField.places: the jump is ignored
let first = start + index
return first..<first + size

// MISTAKE 3.2 ReceptiveField.places: the start is ignored
let first = index * jump
return first..<first + size

// MISTAKE 3.2 ReceptiveField.places: centred, as if start were the middle
let first = start + index * jump - size / 2
return first..<first + size

// MISTAKE 3.2 ReceptiveField.places: a jump long instead of a field long
let first = start + index * jump
return first..<first + jump

// MISTAKE 3.2 receptiveField: K is added each time, not K − 1
var field = ReceptiveField(size: 1, jump: 1, start: 0)
for window in windows {
  field.size += window.size * field.jump
  field.start -= window.padding * field.jump
  field.jump *= window.stride
}
return field

// MISTAKE 3.2 receptiveField: the jump is multiplied too early
var field = ReceptiveField(size: 1, jump: 1, start: 0)
for window in windows {
  field.jump *= window.stride
  field.size += (window.size - 1) * field.jump
  field.start -= window.padding * field.jump
}
return field

// MISTAKE 3.2 receptiveField: strides below do not count
var field = ReceptiveField(size: 1, jump: 1, start: 0)
for window in windows {
  field.size += window.size - 1
  field.start -= window.padding
  field.jump *= window.stride
}
return field

// MISTAKE 3.2 receptiveField: strides are added
var field = ReceptiveField(size: 1, jump: 1, start: 0)
for window in windows {
  field.size += (window.size - 1) * field.jump
  field.start -= window.padding * field.jump
  field.jump += window.stride - 1
}
return field

// MISTAKE 3.2 receptiveField: the padding is not multiplied by the jump
var field = ReceptiveField(size: 1, jump: 1, start: 0)
for window in windows {
  field.size += (window.size - 1) * field.jump
  field.start -= window.padding
  field.jump *= window.stride
}
return field

// MISTAKE 3.2 receptiveField: the padding moves the start inwards
var field = ReceptiveField(size: 1, jump: 1, start: 0)
for window in windows {
  field.size += (window.size - 1) * field.jump
  field.start += window.padding * field.jump
  field.jump *= window.stride
}
return field

// MISTAKE 3.2 receptiveField: starts at 0 pixels
var field = ReceptiveField(size: 0, jump: 1, start: 0)
for window in windows {
  field.size += (window.size - 1) * field.jump
  field.start -= window.padding * field.jump
  field.jump *= window.stride
}
return field

// MISTAKE 3.2 receptiveField: the padding widens the field
var field = ReceptiveField(size: 1, jump: 1, start: 0)
for window in windows {
  field.size += (window.size - 1 + 2 * window.padding) * field.jump
  field.start -= window.padding * field.jump
  field.jump *= window.stride
}
return field
