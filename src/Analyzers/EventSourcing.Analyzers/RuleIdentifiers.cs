namespace EventSourcing.Analyzers;

/// <summary>The ids of all rules. An id is never computed, and never used again for another rule.</summary>
internal static class RuleIdentifiers
{
    public const string AggregateIsNotPartial = "ESG0001";
    public const string HandlerHasWrongSignature = "ESG0002";
    public const string HandlerIsAsynchronous = "ESG0003";
    public const string HandlerReturnsValue = "ESG0004";
    public const string DuplicateHandler = "ESG0005";
    public const string HandlersOverlap = "ESG0006";
    public const string RaisedEventIsNotHandled = "ESG0007";
    public const string EventIsNeverHandled = "ESG0008";
    public const string HandlersNotPossible = "ESG0009";
    public const string AggregateCannotBeCreated = "ESG0010";
    public const string TwoAggregatesOfOneCategory = "ESG0011";
    public const string ExecuteDoesNotFit = "ESG0012";

    public const string EventNameIsNotPastTense = "ESG0101";
    public const string EventNameIsAdjectiveAndNoun = "ESG0102";
    public const string EventNameIsUsedTwice = "ESG0103";

    public const string EventIsMutable = "ESG0201";
    public const string EventHoldsMutableCollection = "ESG0202";
    public const string EventIsMutableInDepth = "ESG0203";
    public const string EventIsNotSealed = "ESG0204";
    public const string EventShapeNotSupported = "ESG0205";
    public const string EventHoldsWhatIsNoFact = "ESG0206";
    public const string MemberComparesByReference = "ESG0207";
    public const string MemberBelongsToMetadata = "ESG0208";

    public const string HandlerIsNotDeterministic = "ESG0301";
    public const string HandlerHasSideEffect = "ESG0302";
    public const string HandlerThrows = "ESG0303";
    public const string HandlerRaisesEvents = "ESG0304";
    public const string HandlerUsesOutsideState = "ESG0305";
    public const string StateChangedOutsideHandler = "ESG0306";
    public const string MutableStateIsExposed = "ESG0307";
    public const string HandlerKeepsCollection = "ESG0308";
    public const string HandlerDependsOnCulture = "ESG0309";

    public const string MemberTypeNotSupported = "ESG0401";
    public const string NoUsableConstructor = "ESG0402";
    public const string ParameterWithoutProperty = "ESG0403";
    public const string DuplicateJsonName = "ESG0404";
    public const string JsonAttributeNotHonoured = "ESG0405";
    public const string MemberIsLossy = "ESG0406";
    public const string PolymorphicWithoutDerivedTypes = "ESG0407";
    public const string PersonalDataWithoutMarker = "ESG0408";

    public const string EventHasNoExplicitName = "ESG0501";
    public const string DuplicateEventName = "ESG0502";
    public const string EventIsGone = "ESG0503";
    public const string BreakingChange = "ESG0504";
    public const string NotRecorded = "ESG0505";
    public const string NoWayToCurrentVersion = "ESG0506";
    public const string WrongUpcaster = "ESG0507";
    public const string NoDefault = "ESG0508";
    public const string EventIsListedDifferently = "ESG0509";
    public const string LockFileUnusable = "ESG0510";

    public const string CallIsNotAwaited = "ESG0601";
    public const string EnvironmentDoesNotFit = "ESG0602";
    public const string EventIsNotReadable = "ESG0603";
    public const string HandlesIsSpelledDifferently = "ESG0604";
    public const string ValueIsNoEvent = "ESG0605";
    public const string AggregateIsUsedAfterConflict = "ESG0606";
    public const string AnnotationsNeedCSharp = "ESG0607";

    public const string ProjectionNotPossible = "ESG0701";
    public const string ProjectionCannotBeMade = "ESG0702";
    public const string ProjectionHasNoUsableName = "ESG0703";
    public const string TwoProjectionsOfOneName = "ESG0704";
    public const string ProjectionHandlesNothing = "ESG0705";
    public const string ProjectionKeepsState = "ESG0706";
    public const string ProjectionIsNotRepeatable = "ESG0707";
    public const string WrongPartitionKey = "ESG0708";
    public const string RowsNotPossible = "ESG0709";
    public const string ColumnNotPossible = "ESG0710";
    public const string TwoRowsOfOneTable = "ESG0711";
}
