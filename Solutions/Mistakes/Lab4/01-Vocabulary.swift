// Named wrong solutions of exercise 4.1.

// MISTAKE 4.1 text: damaged bytes are replaced without a word
return String(decoding: bytes, as: UTF8.self)

// MISTAKE 4.1 text: a text with U+FFFD in it is refused, though it was meant
let text = String(decoding: bytes, as: UTF8.self)
guard let place = Array(text.unicodeScalars).firstIndex(of: "\u{FFFD}") else { return text }
throw TextError.notUTF8(place: place)

// MISTAKE 4.1 text: the place is counted in characters, not in bytes
let text = String(decoding: bytes, as: UTF8.self)
guard Array(text.utf8) != bytes else { return text }
let place = Array(text).firstIndex(of: "\u{FFFD}") ?? 0
throw TextError.notUTF8(place: place + 1)

// MISTAKE 4.1 text: every byte is taken for a character
return String(bytes.map { Character(UnicodeScalar($0)) })

// MISTAKE 4.1 Vocabulary.init: in the order of first appearance
characters = text.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }

// MISTAKE 4.1 Vocabulary.init: characters are not counted once
characters = text.sorted()

// MISTAKE 4.1 Vocabulary.init: in descending order
characters = Set(text).sorted(by: >)

// MISTAKE 4.1 Vocabulary.init: code points instead of characters
characters = Set(text.unicodeScalars.map { Character($0) }).sorted()

// MISTAKE 4.1 Vocabulary.init: white space is left out
characters = Set(text.filter { !$0.isWhitespace }).sorted()

// MISTAKE 4.1 Vocabulary.encode: tokens are counted from 1
let numbers = Dictionary(uniqueKeysWithValues: zip(characters, 1...))
return try text.enumerated().map { place, character in
  guard let number = numbers[character] else {
    throw TextError.unknownCharacter(character, place: place)
  }
  return number
}

// MISTAKE 4.1 Vocabulary.encode: unknown characters are left out
let numbers = Dictionary(uniqueKeysWithValues: zip(characters, 0...))
return text.compactMap { numbers[$0] }

// MISTAKE 4.1 Vocabulary.encode: unknown characters become token 0
let numbers = Dictionary(uniqueKeysWithValues: zip(characters, 0...))
return text.map { numbers[$0] ?? 0 }

// MISTAKE 4.1 Vocabulary.encode: the place is counted from 1
let numbers = Dictionary(uniqueKeysWithValues: zip(characters, 0...))
return try text.enumerated().map { place, character in
  guard let number = numbers[character] else {
    throw TextError.unknownCharacter(character, place: place + 1)
  }
  return number
}

// MISTAKE 4.1 Vocabulary.encode: the code of the character instead of its number
return text.map { Int($0.unicodeScalars.first?.value ?? 0) }

// MISTAKE 4.1 Vocabulary.decode: tokens that are not there are left out
return String(tokens.filter { characters.indices.contains($0) }.map { characters[$0] })

// MISTAKE 4.1 Vocabulary.decode: tokens are counted from 1
for token in tokens {
  require(token >= 0 && token < count, "decode: there is no token \(token)")
}
return String(tokens.map { characters[max($0 - 1, 0)] })

// MISTAKE 4.1 windows: the targets are the inputs
require(tokens.count > length, "windows: \(tokens.count) tokens are too few for \(length)")
let starts = Swift.stride(from: 0, to: tokens.count - length, by: step)
let inputs = starts.map { Array(tokens[$0..<$0 + length]) }
return (inputs, inputs)

// MISTAKE 4.1 windows: the targets are one token earlier
require(tokens.count > length, "windows: \(tokens.count) tokens are too few for \(length)")
let starts = Swift.stride(from: 0, to: tokens.count - length, by: step)
return (
  starts.map { Array(tokens[$0 + 1..<$0 + 1 + length]) },
  starts.map { Array(tokens[$0..<$0 + length]) }
)

// MISTAKE 4.1 windows: the targets are the next window
require(tokens.count > length, "windows: \(tokens.count) tokens are too few for \(length)")
let starts = Array(Swift.stride(from: 0, to: tokens.count - 2 * length + 1, by: step))
return (
  starts.map { Array(tokens[$0..<$0 + length]) },
  starts.map { Array(tokens[$0 + length..<$0 + 2 * length]) }
)

// MISTAKE 4.1 windows: the stride is ignored
require(tokens.count > length, "windows: \(tokens.count) tokens are too few for \(length)")
let starts = Swift.stride(from: 0, to: tokens.count - length, by: length)
return (
  starts.map { Array(tokens[$0..<$0 + length]) },
  starts.map { Array(tokens[$0 + 1..<$0 + 1 + length]) }
)

// MISTAKE 4.1 windows: the last window that fits is left out
require(tokens.count > length, "windows: \(tokens.count) tokens are too few for \(length)")
let starts = Swift.stride(from: 0, to: tokens.count - length - 1, by: step)
return (
  starts.map { Array(tokens[$0..<$0 + length]) },
  starts.map { Array(tokens[$0 + 1..<$0 + 1 + length]) }
)

// MISTAKE 4.1 windows: the last window runs over the end
require(tokens.count > length, "windows: \(tokens.count) tokens are too few for \(length)")
let starts = Swift.stride(from: 0, through: tokens.count - length, by: step)
return (
  starts.map { Array(tokens[$0..<$0 + length]) },
  starts.map { Array(tokens[$0 + 1..<$0 + 1 + length]) }
)

// MISTAKE 4.1 windows: a text that is too short gives no windows, without a word
let starts = Swift.stride(from: 0, to: tokens.count - length, by: step)
return (
  starts.map { Array(tokens[$0..<$0 + length]) },
  starts.map { Array(tokens[$0 + 1..<$0 + 1 + length]) }
)

// MISTAKE 4.1 padded: filled up in front
let t = sequences.map(\.count).max() ?? 0
let tokens = sequences.map { Array(repeating: padding, count: t - $0.count) + $0 }
let mask = sequences.flatMap { sequence in
  (0..<t).map { $0 < t - sequence.count ? Float(0) : 1 }
}
return (tokens, Tensor(mask, shape: [sequences.count, t]))

// MISTAKE 4.1 padded: cut to the shortest sequence
let t = sequences.map(\.count).min() ?? 0
let mask = Tensor(ones: [sequences.count, t])
return (sequences.map { Array($0.prefix(t)) }, mask)

// MISTAKE 4.1 padded: every padding token counts as padding, real ones too
let t = sequences.map(\.count).max() ?? 0
let tokens = sequences.map { $0 + Array(repeating: padding, count: t - $0.count) }
let mask = tokens.flatMap { $0.map { $0 == padding ? Float(0) : 1 } }
return (tokens, Tensor(mask, shape: [sequences.count, t]))

// MISTAKE 4.1 padded: the mask is 1 at padding
let t = sequences.map(\.count).max() ?? 0
let tokens = sequences.map { $0 + Array(repeating: padding, count: t - $0.count) }
let mask = sequences.flatMap { sequence in
  (0..<t).map { $0 < sequence.count ? Float(0) : 1 }
}
return (tokens, Tensor(mask, shape: [sequences.count, t]))

// MISTAKE 4.1 padded: filled up with 0 whatever the padding is
let t = sequences.map(\.count).max() ?? 0
let tokens = sequences.map { $0 + Array(repeating: 0, count: t - $0.count) }
let mask = sequences.flatMap { sequence in
  (0..<t).map { $0 < sequence.count ? Float(1) : 0 }
}
return (tokens, Tensor(mask, shape: [sequences.count, t]))

// MISTAKE 4.1 maskedCrossEntropy: the mask is ignored
let rows = logits.reshaped(to: [n * t, logits.shape[2]])
guard n * t > 0 else { return LossResult(loss: 0, gradient: Tensor(zeros: logits.shape)) }
let result = softmaxCrossEntropy(logits: rows, labels: targets.flatMap { $0 })
return LossResult(loss: result.loss, gradient: result.gradient.reshaped(to: logits.shape))

// MISTAKE 4.1 maskedCrossEntropy: the mean is over all places, padding too
let rows = logits.reshaped(to: [n * t, logits.shape[2]])
let labels = targets.flatMap { $0 }
let places = labels.indices.filter { mask == nil || mask?.scalars[$0] != 0 }
var gradient = Tensor(zeros: rows.shape)
guard !places.isEmpty else {
  return LossResult(loss: 0, gradient: gradient.reshaped(to: logits.shape))
}
let share = Float(places.count) / Float(n * t)
let result = softmaxCrossEntropy(logits: rows.rows(at: places), labels: places.map { labels[$0] })
gradient.addRows(result.gradient * share, at: places)
return LossResult(loss: result.loss * share, gradient: gradient.reshaped(to: logits.shape))

// MISTAKE 4.1 maskedCrossEntropy: the sum over the real places, not the mean
let rows = logits.reshaped(to: [n * t, logits.shape[2]])
let labels = targets.flatMap { $0 }
let places = labels.indices.filter { mask == nil || mask?.scalars[$0] != 0 }
var gradient = Tensor(zeros: rows.shape)
guard !places.isEmpty else {
  return LossResult(loss: 0, gradient: gradient.reshaped(to: logits.shape))
}
let real = Float(places.count)
let result = softmaxCrossEntropy(logits: rows.rows(at: places), labels: places.map { labels[$0] })
gradient.addRows(result.gradient * real, at: places)
return LossResult(loss: result.loss * real, gradient: gradient.reshaped(to: logits.shape))

// MISTAKE 4.1 maskedCrossEntropy: the logits are multiplied by the mask
let rows = logits.reshaped(to: [n * t, logits.shape[2]])
guard n * t > 0 else { return LossResult(loss: 0, gradient: Tensor(zeros: logits.shape)) }
let real = mask?.reshaped(to: [n * t, 1]) ?? Tensor(ones: [n * t, 1])
let labels = targets.flatMap { $0 }.map { max($0, 0) }
let result = softmaxCrossEntropy(logits: rows * real, labels: labels)
return LossResult(
  loss: result.loss, gradient: (result.gradient * real).reshaped(to: logits.shape))

// MISTAKE 4.1 maskedCrossEntropy: without a real place it is 0/0
let rows = logits.reshaped(to: [n * t, logits.shape[2]])
let labels = targets.flatMap { $0 }
let places = labels.indices.filter { mask == nil || mask?.scalars[$0] != 0 }
var gradient = Tensor(zeros: rows.shape)
let result = softmaxCrossEntropy(logits: rows.rows(at: places), labels: places.map { labels[$0] })
gradient.addRows(result.gradient, at: places)
return LossResult(loss: result.loss, gradient: gradient.reshaped(to: logits.shape))

// MISTAKE 4.1 maskedCrossEntropy: the real places' gradients are put at the front
let rows = logits.reshaped(to: [n * t, logits.shape[2]])
let labels = targets.flatMap { $0 }
let places = labels.indices.filter { mask == nil || mask?.scalars[$0] != 0 }
var gradient = Tensor(zeros: rows.shape)
guard !places.isEmpty else {
  return LossResult(loss: 0, gradient: gradient.reshaped(to: logits.shape))
}
let result = softmaxCrossEntropy(logits: rows.rows(at: places), labels: places.map { labels[$0] })
gradient.addRows(result.gradient, at: Array(0..<places.count))
return LossResult(loss: result.loss, gradient: gradient.reshaped(to: logits.shape))
