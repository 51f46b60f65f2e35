namespace EventSourcing.Analyzers.Naming;

/// <summary>One word, or one run of digits, of an identifier.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Lower">In lower case.</param>
/// <param name="IsNumber">Whether it consists of digits.</param>
/// <param name="IsAcronym">Whether it is all capitals in a name that is not.</param>
internal readonly record struct NameToken(string Text, string Lower, bool IsNumber, bool IsAcronym);
