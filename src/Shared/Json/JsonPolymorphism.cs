namespace EventSourcing.Compiler;

/// <summary>The types that a member of a base type can hold, as [JsonDerivedType] declares them.</summary>
/// <param name="Discriminator">The member that tells them apart, <c>$type</c> unless [JsonPolymorphic] says otherwise.</param>
/// <param name="Derived">The types, those that derive from others of them first.</param>
/// <param name="Unknown">What becomes of other types when writing.</param>
/// <param name="IgnoresUnknown">Whether an object with an unknown discriminator is read as the base type.</param>
internal sealed record JsonPolymorphism(
    string Discriminator,
    EquatableArray<JsonDerived> Derived,
    JsonUnknownDerived Unknown,
    bool IgnoresUnknown);
