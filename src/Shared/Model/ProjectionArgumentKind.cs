namespace EventSourcing.Compiler;

/// <summary>Where a parameter of a projection's constructor gets its value.</summary>
internal enum ProjectionArgumentKind
{
    /// <summary>A read model, by its mapping.</summary>
    ReadModel,

    /// <summary>A service that must be there.</summary>
    Service,

    /// <summary>A service, or <see langword="null"/>.</summary>
    OptionalService,

    /// <summary>The default value of the parameter.</summary>
    Default,
}
