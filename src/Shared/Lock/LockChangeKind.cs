namespace EventSourcing.Compiler;

/// <summary>How a shape can differ from the one in the lock. docs/events-lock.md has a row for each.</summary>
internal enum LockChangeKind
{
    /// <summary>A member that stored events have is not read any more.</summary>
    MemberRemoved,

    /// <summary>A member went, and one of the same type came: most likely it has another name now.</summary>
    MemberRenamed,

    /// <summary>A new member without which an event cannot be read.</summary>
    RequiredMemberAdded,

    /// <summary>A member that stored events may lack is required.</summary>
    MemberMadeRequired,

    /// <summary>A member that stored events may have as <see langword="null"/> does not allow it.</summary>
    NullRefused,

    /// <summary>A value whose stored form is not read, or not without loss.</summary>
    TypeChanged,

    /// <summary>A value whose JSON only a converter knows, and it is another converter or none.</summary>
    ConverterChanged,

    /// <summary>What a stored event lacks is read as something else than before.</summary>
    DefaultChanged,

    /// <summary>A stored value of an enum has no member.</summary>
    EnumMemberRemoved,

    /// <summary>A name of an enum stands for another number.</summary>
    EnumNumberChanged,

    /// <summary>A discriminator that stored objects have is not known.</summary>
    CaseRemoved,

    /// <summary>The discriminator has another name, or has come or gone.</summary>
    DiscriminatorChanged,

    /// <summary>A new member with an explicit default.</summary>
    MemberAdded,

    /// <summary>A new member without an explicit default; stored events give the default of its type.</summary>
    MemberAddedWithoutDefault,

    /// <summary>A required member is optional.</summary>
    MemberMadeOptional,

    /// <summary>A member allows <see langword="null"/>.</summary>
    NullAllowed,

    /// <summary>A value whose reader reads the stored form without loss.</summary>
    TypeWidened,

    /// <summary>The default of an optional member is computed now.</summary>
    DefaultComputed,

    /// <summary>An enum has a new member.</summary>
    EnumMemberAdded,

    /// <summary>A number of an enum has another name.</summary>
    EnumMemberRenamed,

    /// <summary>There is a new discriminator.</summary>
    CaseAdded,
}
