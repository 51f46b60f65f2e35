using EventSourcing.Compiler;

namespace EventSourcing.Analyzers.Locking;

/// <summary>Says what a change is, within a sentence.</summary>
internal static class LockMessages
{
    /// <summary>What has changed.</summary>
    public static string Of(LockChange change) => change.Kind switch
    {
        LockChangeKind.MemberRemoved => $"'{change.Path}' is stored, and no longer read",
        LockChangeKind.MemberRenamed => $"'{change.Before}' is stored, and '{change.After}' is read instead; keep the stored name with [JsonPropertyName(\"{change.Before}\")] if only the name has changed",
        LockChangeKind.RequiredMemberAdded => $"'{change.Path}' is required, and no stored event has it",
        LockChangeKind.MemberMadeRequired => $"'{change.Path}' is required now, and stored events may lack it",
        LockChangeKind.NullRefused => $"'{change.Path}' refuses null now, and stored events may have it",
        LockChangeKind.TypeChanged => $"'{change.Path}' is stored as '{change.Before}', and read as '{change.After}'",
        LockChangeKind.ConverterChanged => $"'{change.Path}' is stored as '{change.Before}', and read as '{change.After}', whose form only the converter knows",
        LockChangeKind.DefaultChanged => $"'{change.Path}' was '{change.Before}' in events that lack it, and is '{change.After}' now",
        LockChangeKind.EnumMemberRemoved => $"'{change.Path}' is stored as '{change.Before}', which its enum no longer has",
        LockChangeKind.EnumNumberChanged => $"'{change.Path}' is stored with '{change.Before}', and its enum says '{change.After}'",
        LockChangeKind.CaseRemoved => $"'{change.Path}' is stored with the discriminator '{Case(change.Before)}', which is no longer known",
        LockChangeKind.DiscriminatorChanged => $"'{change.Path}' is stored with other discriminators than it is read by: '{change.Before}' became '{change.After}'",
        LockChangeKind.MemberAddedWithoutDefault => $"'{change.Path}'",
        _ => $"'{change.Path}'",
    };

    private static string Case(string name) => name == LockedUnion.Plain ? "" : name.StartsWith("#", StringComparison.Ordinal) ? name.Substring(1) : name;
}
