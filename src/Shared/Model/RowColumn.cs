namespace EventSourcing.Compiler;

/// <summary>A member of a row that is a column.</summary>
/// <param name="Member">The member's name, not escaped.</param>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The type of its values, in code.</param>
/// <param name="Stored">How values are stored, in code; <see cref="JsonPlace"/> stands for what stores JSON.</param>
/// <param name="Form">What the stored form allows.</param>
/// <param name="IsNullable">Whether a row may be without a value.</param>
/// <param name="Json">How a value becomes JSON; <see langword="null"/> where it does not.</param>
/// <param name="IsInitialized">Whether it is set after the constructor.</param>
/// <param name="Suppresses">Whether its code has no nullable annotations, so that what is emitted must not ask for any.</param>
internal sealed record RowColumn(string Member, string Name, string Type, string Stored, RowForm Form, bool IsNullable, JsonShape? Json, bool IsInitialized, bool Suppresses)
{
    /// <summary>The place in <see cref="Stored"/> that the methods for JSON take.</summary>
    public const string JsonPlace = "$json$";
}
