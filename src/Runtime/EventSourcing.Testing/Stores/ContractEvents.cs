namespace EventSourcing.Testing.Stores;

/// <summary>The event that most rules are tested with.</summary>
internal sealed record NoteTaken(string Text);

/// <summary>Another one, of the same shape, with a former name.</summary>
internal sealed record NoteCorrected(string Text);

/// <summary>An event that no catalog lists.</summary>
internal sealed record NoteForgotten(string Text);

/// <summary>An event whose codec refuses to write or to read it.</summary>
internal sealed record NoteSealed(bool RefusesWriting, bool RefusesReading);
