// Lab 4's executable: a section for each exercise, using only exercises up to its own number, then the
// practicals; and the commands beside them.

import Reports

/// The lab as its command line shows it.
let lab4 = LabCommand<Lab4State>(
  name: "Lab4-Sequences", title: "Lab 4 · Networks that read and write",
  report: "Reports/lab4.html",
  sections: [
    LabSection("vocabulary", "Text becomes numbers", uses: "4.1", vocabulary),
    LabSection("embedding", "Letters find their neighbours", uses: "4.1 4.2", embedding),
    LabSection("rnn", "One layer, step after step", uses: "4.3", rnn),
    LabSection("lstm", "Gates that keep and forget", uses: "4.3 4.4", lstm),
    LabSection("gru", "Two gates do as well", uses: "4.3 to 4.5", gru),
    LabSection("stacked", "From both ends, and in layers", uses: "4.5 4.6", stacked),
    LabSection("attention", "Every place asks all the others", uses: "4.7", attentionByHand),
    LabSection("heads", "Two heads, two questions", uses: "4.7 4.8", heads),
    LabSection("positions", "Waves that say where", uses: "4.9", positions),
    LabSection(
      "transformer", "A small Transformer learns to copy", uses: "4.1 4.2 4.7 to 4.10", transformer),
    LabSection(
      "encoder-decoder", "One reads, one writes backwards", uses: "4.1 4.2 4.7 to 4.11", reversal),
    LabSection("dates", "Dates of any form, written anew", uses: "4.1 4.2 4.7 to 4.12", dates),
    LabSection("autoencoder", "Digits through a narrow middle", uses: "4.13", autoencoder),
    LabSection("vae", "A code that can be drawn from", uses: "4.14", vae),
    LabSection("gan", "Two networks against each other", uses: "4.15", gan),
    LabSection("multitask", "What it is, and where", uses: "4.16", multiTask),
    LabSection("architecture-search", "The machine tries networks", uses: "4.17", search),
    LabSection("sampling", "From scores to text", uses: "4.1 4.18", sampling),
    LabSection("cache", "Nothing is computed twice", uses: "4.2 4.7 to 4.10 4.19", cache),
    LabSection("forecast", "Sunspots, years ahead", uses: "4.4", forecast),
    LabSection(
      "text", "Two networks learn to write", uses: "4.1 4.2 4.4 4.7 to 4.10 4.18 4.19", writing),
  ],
  tasks: [
    LabTask(
      "pretrain", "Trains the model of names that the package carries",
      uses: "4.1 4.2 4.7 to 4.10", pretrain),
    LabTask(
      "generate", "Goes on with your beginning of a name, or of a text that text --text learned",
      operands: ["PROMPT…"], uses: "4.1 4.2 4.7 to 4.10 4.18 4.19", generate),
  ],
  choices: [
    LabOptions.Choice("--text", value: "FILE", meaning: "a text for the section text to learn")
  ])
