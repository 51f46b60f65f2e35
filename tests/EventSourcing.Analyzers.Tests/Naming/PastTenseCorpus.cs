namespace EventSourcing.Analyzers.Tests.Naming;

/// <summary>Names of events and of what is none, as they occur in code bases of many fields, sorted by hand.</summary>
/// <remarks>The names at the end of each list were collected from public code after the rule had been written: they first tested it, and now hold it.</remarks>
internal static class PastTenseCorpus
{
    /// <summary>Say what has happened.</summary>
    public static IReadOnlyList<string> Past { get; } = Split("""
        OrderPlaced OrderShipped OrderCancelled OrderCanceled OrderPaid OrderConfirmed OrderRejected OrderReturned OrderRefunded OrderArchived OrderReopened
        OrderStarted OrderStopped OrderCompleted OrderSubmitted OrderAccepted OrderDelivered OrderPacked OrderPicked OrderDispatched OrderSplit
        OrderLineAdded OrderLineRemoved OrderLineQuantityChanged OrderStatusChanged OrderStatusChangedToPaid OrderStatusChangedToStockConfirmed
        OrderStatusChangedToAwaitingValidation OrderStatusChangedToShipped OrderStockConfirmed OrderStockRejected OrderPaymentSucceeded OrderPaymentFailed
        GracePeriodConfirmed UserCheckoutAccepted ProductPriceChanged BuyerPaymentMethodVerified BuyerAndPaymentMethodVerified
        PaymentWasReceived OrderShippedV2 InvoicePaidEvent ItemAddedToCart UserLoggedIn UserLoggedOut UserSignedUp UserSignedIn UserSignedOut
        UserRegistered UserActivated UserDeactivated UserDeleted UserRenamed UserLockedOut UserUnlocked UserInvited UserPromoted UserPasswordChanged
        UserPasswordReset PasswordReset PasswordResetRequested PasswordResetCompleted EmailChanged EmailVerified EmailSent EmailBounced EmailOpened EmailResent
        EmailConfirmationRequested AccountOpened AccountClosed AccountFrozen AccountUnfrozen AccountSuspended AccountCredited AccountDebited AccountOverdrawn
        MoneyDeposited MoneyWithdrawn MoneyTransferred FundsReserved FundsReleased FundsHeld DepositMade WithdrawalMade InterestPaid InterestAccrued
        LoanGranted LoanRepaid LoanDefaulted LoanWrittenOff ChargeSucceeded ChargeFailed ChargeRefunded ChargeDisputed CheckWritten CheckDeposited
        InvoiceCreated InvoiceSent InvoiceVoided InvoiceFinalized InvoiceOverpaid CreditNoteIssued PaymentAuthorized PaymentCaptured PaymentDeclined
        PaymentInitiated PaymentTimedOut PaymentMethodAttached PaymentMethodDetached PaymentIntentCreated SubscriptionStarted SubscriptionPaused
        SubscriptionResumed SubscriptionRenewed SubscriptionExpired SubscriptionUpgraded SubscriptionDowngraded TrialStarted TrialEnded TrialWillEndNotified
        CartCreated CartAbandoned CartCheckedOut CartEmptied CartMerged BasketCleared CouponApplied CouponRedeemed DiscountGranted VoucherIssued
        ProductAdded ProductDiscontinued ProductRestocked ProductViewed ProductPublished ProductUnpublished ProductListed ProductUnlisted PriceSet PriceRaised
        PriceCut PriceFell StockReserved StockReleased StockRanOut StockReplenished StockLevelDropped StockCounted InventoryAdjusted InventoryDepleted ItemSold
        ItemBought ItemFound ItemLost ItemStolen ItemHidden ItemShown ItemPicked ItemPutAway ItemSetAside ItemSentBack ItemTakenOut ItemGivenAway ItemLeftBehind
        ShipmentCreated ShipmentSplit ShipmentDelayed ShipmentArrivedAtDepot ShipmentHandedOver ParcelWeighed ParcelScannedInTransit ParcelReturnedToSender
        ContainerLoadedOntoVessel ContainerUnloaded CargoBooked CargoRouted CargoMisdirected CargoRerouted HandlingEventRegistered VesselDeparted VesselArrived
        FlightBooked FlightCancelled FlightDelayed FlightBoarded SeatReserved SeatTaken SeatReleased SeatsSold TicketPurchased TicketRefunded TicketScanned
        RoomBooked RoomBecameAvailable RoomCleaned GuestCheckedIn GuestCheckedOut GuestArrived ReservationMade ReservationHeld ReservationLapsed StayExtended
        AppointmentScheduled AppointmentRescheduled AppointmentMissed PatientAdmitted PatientDischarged PatientTransferred PrescriptionWritten PrescriptionFilled
        DoseGiven SampleTaken SampleDrawn LabResultReceived DiagnosisMade BloodDrawn SurgeryPostponed ChildBorn
        GameStarted GameEnded GameWon GameLost GameDrawn RoundBegun TurnTaken CardDealt CardDrawn CardPlayed DiceThrown DiceRolled PieceMoved PieceTaken
        PlayerJoined PlayerLeft PlayerJoinedGame PlayerKicked PlayerBanned PlayerDied PlayerHurt PlayerHit TargetHit MonsterSlain LevelUnlocked LevelReached
        QuestBegan QuestCompleted ScoreSet GoalScored BallStruck MatchForfeited TeamDrafted BetPlaced BetWon AuctionStarted AuctionClosed BidPlaced BidderOutbid
        VoteCast BallotCast ElectionHeld CandidateElected CandidateChosen PollOpened PollClosed PetitionSigned BillPassed LawRepealed CaseClosed CaseReopened
        MessageSent MessageRead MessageReceived MessageDelivered MessageEdited MessageForwarded MessageBroadcast MessageUnsent MessagePinned MessageUnpinned ThreadStarted
        CommentAdded CommentHidden CommentFlagged PostPublished PostLiked PostUnliked PostShared PostShadowBanned StoryWritten StoryTold ArticleRead ArticleDrafted
        PhotoUploaded PhotoTagged VideoStreamed VideoTranscoded FileUploaded FileDownloaded FileDeleted FileMoved FileRenamed FileCopiedToFolder
        FolderCreated DocumentSigned DocumentRevised DocumentMarkedAsFinal DocumentLocked DocumentSharedWithUser PageViewed ButtonClicked LinkClicked FormSubmitted
        CommitPushed BranchCreated BranchDeleted TagAdded PullRequestOpened PullRequestMerged MergeRequestCreated IssueOpened IssueAssigned IssueUnassigned
        IssueLabeled IssueTransferred BuildStarted BuildFailed BuildSucceeded BuildBroken DeploymentStarted DeploymentRolledBack ReleasePublished TestsRun2Failed
        PipelineTriggered JobQueued JobStarted JobCompleted JobRetried JobTimedOut WorkerStarted WorkerStopped NodeJoined NodeLeft LeaderElected LeaseAcquired
        LeaseExpired LockTaken LockReleased SnapshotTaken CheckpointReached BackupMade BackupRestored ServerWentDown ServerCameBack2Started ServiceRestarted
        DeviceRegistered DeviceWentOffline DeviceConnected DeviceDisconnected DevicePaired SensorTriggered TemperatureRecorded TemperatureExceededThreshold
        AlarmRaised AlarmAcknowledged AlarmCleared AlertSent MeterRead MeterReadingTaken ValveOpened ValveShut LightTurnedOn LightTurnedOff DoorOpened
        DoorLocked VehicleEnteredZone VehicleLeftZone TripStarted TripEnded DriverAssigned DriverAssignedToTrip RiderPickedUp RideRequested RideCancelledByDriver
        FuelPurchased MaintenanceDue2Reached TireReplaced EngineOverheated
        EmployeeHired EmployeeFired EmployeePromoted EmployeeResigned EmployeeLeftCompany EmployeeTransferredToDepartment SalaryRaised LeaveRequested LeaveApproved
        TimesheetSubmitted TimesheetApproved ExpenseReimbursed ContractSigned ContractTerminated ContractAmended PolicyIssued PolicyLapsed PolicyCancelled ClaimFiled
        ClaimSettled ClaimDenied PremiumPaid PremiumOverpaid RiskUnderwritten CoverageBound
        StudentEnrolled StudentDroppedOut CourseCreated CoursePublished LessonTaught LessonLearned ExamTaken ExamPassed ExamFailed GradeGiven CertificateAwarded
        HomeworkHandedIn ClassMet TeamMet MeetingHeld MeetingMoved MeetingCalledOff SpeakerConfirmed TalkGiven SessionBegan SessionEnded
        CustomerMoved CustomerRegistered CustomerRegisteredV3 CustomerAddressCorrected CustomerPlacedOrder CustomerRelocatedToNewAddress LeadQualified LeadWon DealLost
        QuoteSent QuoteAccepted OpportunityClosedWon TaskCreated TaskDone TaskUndone TaskBegun TodoAdded TodoCompleted GoalMet TargetMissed MilestoneReached
        ReminderSent NotificationRead NotificationSent BookLent BookReturned BookBorrowed ListBuilt ListRebuilt IndexRebuilt CacheInvalidated ProjectionRebuilt
        SchemaUpgraded DataImported DataExported KeyRotated TokenRevoked TokenIssued ConsentGiven ConsentWithdrawn ConsentRevoked RoleGranted RoleRevoked
        RoleAddedAsSystemEvent PermissionGranted TenantOnboarded TenantOffboarded WorkspaceCreated SettingChanged ThemeSet NameChanged NameSet DefaultSet
        AddOnPurchased CheckInCompleted SignUpCompleted LoginFailed LoginSucceeded CreateOrderRejected CreateUserFailed DeleteAccountRequested SendEmailFailed
        UserCreatedDomainEvent UserCreatedIntegrationEvent ProductPriceChangedIntegrationEvent SomethingHappened SomethingElseHappened Created Deleted
        Renamed Opened Withdrawn Sold Sent Placed Order_Placed ORDER_PLACED orderPlaced HTTPRequestSent SMSSent PDFGenerated APIKeyRevoked IBANChanged KYCPassed
        PaymentNotReceived UserNotFound HostCouldNotConnect PaymentDidNotArrive OrderHasBeenShipped OrderCouldNotBeShipped OrderSuccessfullyPlaced OrderShippedSuccessfully
        OrderShippedAgain OrderShippedTwice TokenExpiredAtMidnight PaymentFailedDueToTimeout MoneyMovedBetweenAccounts MemberUpgradedViaPhone BatchWrittenToDisk
        AgreementReached PartiesAgreed PartiesDisagreed PrisonerFreed SlaveFreed LoanGuaranteed MatchRefereed CattleBred CattleFed PlaneFlown CodeRewritten
        BreadBaked SongSung BellRung RopeTied FlagFlown RiverSwum TreeGrown TreeFelled SeedSown BridgeBuilt WallPainted RoadTaken DecisionMade MistakeMade
        PromiseKept PromiseBroken OathSworn WarWon PeaceMade TreatySigned SecretKept TruthTold LieTold HouseSold HouseBought RentPaid LeaseSigned
        ApplicationWithdrawn ApplicationUnderstood AssetMisplaced OfferUndercut OfferMade OfferWithdrawn RequestOverridden RuleOverridden TrainOvertaken
        PositionOpened PositionClosed TradeExecuted TradeSettled SharesSold SharesBought DividendPaid MarginCalled PortfolioRebalanced OptionExercised
        AppUsageExceeded AppArchived AppAssetsScriptsConfigured AppClientAttached AppClientRevoked AppClientSecretRegenerated AppClientUpdated
        AppContributorAssigned AppContributorRemoved AppImageUploaded AppLanguageAdded AppMasterLanguageSet AppPatternAdded AppPlanChanged
        AppPlanReset AppRoleAdded AppSettingsUpdated AppTransfered AppWorkflowDeleted AssetAnnotated AssetFolderMoved AssetFolderRenamed
        AssetItemMoved ContentChangesPublished ContentDraftCreated ContentMigrated ContentSchedulingCancelled ContentStatusScheduled
        ContentUpdateProposed ContentVersionDeleted RuleCronJobTriggered RuleManuallyTriggered FieldHidden FieldLocked FieldShown
        SchemaCategoryChanged SchemaFieldRulesConfigured SchemaFieldsReordered SchemaPreviewUrlsConfigured SchemaUIFieldsSet SchemaUnpublished
        SignificantOtherCreated KidDeleted ActivityLogged ExtensionDisabled ExtensionLoadFailed Installed OperationCompleted Saved PasswordChanged
        AccessoryCheckedIn AccessoryCheckedOut CheckoutAccepted CheckoutDeclined CheckoutableCheckedIn LicenseSeatCheckedOut NoteAdded SettingSaved
        UserMerged AdminMenuCreated Authenticated Failed InvitationCreated DocumentTransactionCreated TransactionSent TransactionSplitted
        CompanyForgotCurrent CompanyMadeCurrent CompanySwitched GlobalSearched ImportViewCreated SearchStringApplied DocumentCancelled
        BillingSubscriptionWasCreated ClientWasArchived ClientWasPurged CompanyDocumentsDeleted ContactLoggedIn CreditWasEmailedAndFailed
        CreditWasMarkedSent CreditWasViewed InvoiceAutoBillFailed InvoiceReminderWasEmailed InvoiceItemsWereCreated InvoiceInvitationWasViewed
        PaymentApplicationDateChanged PaymentWasVoided MethodDeleted ActuallyLoggedIn AdminRequestedTestMessage BudgetLimitStored JournalSaved
        PiggyBankAmountIsChanged RuleActionFailedOnArray TransactionGroupsRequestedReporting UserRequestedBatchProcessing
        UserGroupChangedDefaultCurrency NewInvitationCreated NewUserRegistered SystemFoundNewVersionOnline SystemRequestedVersionCheck
        UnknownUserTriedLogin UnknownUserAttemptedLogin UserChangedEmailAddress UserFailedLoginAttempt UserHasDisabledMFA
        UserHasGeneratedNewBackupCodes UserHasUsedBackupCode UserLoggedInFromNewIpAddress UserRequestedNewPassword UserSuccessfullyLoggedIn
        UserAttemptedLogin PaymentApprovedEvent DimensionAdded ProblemUpdatedIntegrationEvent BookingDone PatientUpdatedEvent
        FraudCheckCompletedDomainEvent CreditAssessmentCompletedDomainEvent ComplianceAlertClosedDomainEvent BookingReservedDomainEvent
        UserAccountDeletedEvent PromotionCompletedEvent CredentialCreatedEvent ProductAdded1 TaxonomyTermUpdatedDomainEvent AbilityFailedEvent
        LeadContactInfoUpdatedEvent SchedulingRuleChangedEvent MaterialUpdatedIntegrationEvent SupplierCreated SagaStartedEvent SagaOrderEndedEvent
        CardIssued CardNoted PlatformCreatedEvent LibraryCreatedEvent OrderRefundedIntegrationEvent OrderReturnRequestedIntegrationEvent
        OrderStatusChangedToRecievedReturnIntegrationEvent OrderStatusChangedTosubmittedIntegrationEvent ShipmentCompletedIntegrationEvent
        OrderStockNotConfirmedIntegrationEvent OrderCompletedFailedIntegrationEvent OrderCouponRejectedIntegrationEvent PaymentMethodCheckedEvent
        OrderStatusChangedToAwaitingCouponValidation CouponConfirmed AlbumImportedEvent ArtistScanSkippedEvent BookFileRetaggedEvent
        DeleteCompletedEvent MovieScannedEvent RenameCompletedEvent TrackFolderCreatedEvent EpisodeInfoRefreshedEvent SeriesAddCompletedEvent
        SeriesBulkEditedEvent RepositoryCacheInvalidatedEvent RepositoryMetadataUpdatedEvent AssistantApprovalRequested AssistantTurnCompleted
        ApplicationDeploymentFinished CloudflareTunnelConfigured DatabaseProxyStopped DnsRecordConfigurationFinished DockerCleanupDone
        ProxyStatusChangedUI RecentsUpdated RestoreJobFinished S3DownloadFinished S3RestoreJobFinished ScheduledTaskDone SentinelSynchronized
        ServerReachabilityChanged ServiceChecked ServiceStartFinished V5CanvasResourceUpdated AlbumInformationFetched AlbumMbidsResolved
        MultipleSongsLiked MultipleSongsUnliked NewPlaylistCollaboratorJoined SongFavoriteToggled SongFolderStructureExtractionRequested
        SongLikeToggled SongStartedPlaying SongsBatchUnliked UserUnsubscribedFromPodcast ReservationSeatChanged TentativeReservationCreated
        """);

    /// <summary>Name a thing by what has happened to it.</summary>
    public static IReadOnlyList<string> AdjectiveNoun { get; } = Split("""
        RegisteredUser CompletedOrder CancelledOrder PaidInvoice SentEmail LostItem SoldTicket ClosedAccount DeletedFile ArchivedDocument ShippedOrder FailedPayment
        AcceptedOffer RejectedClaim ApprovedLeave PublishedPost DraftedContract SignedContract ReturnedParcel RefundedCharge ExpiredToken BrokenLink ChosenCandidate
        LoggedInUser CheckedOutCart AddedItemToCart RegisteredUserEvent CompletedOrderV2 NewlyRegisteredUser HiddenComment FrozenAccount WrittenLetter SentMessage
        FailedCaptcha ProvidedAuthenticationToken BlockedBadLogin BlockedUseOfDomain BlockedUseOfEmail BlockedUserLogin ChangedPiggyBankAmount
        ConfirmedUser DeletedUser DestroyedTransactionGroup DetectedNewIPAddress LockedOutUser CreatedNewAccount UpdatedExistingBill CreatedBudget
        ChangedAmount CreatedTransactionGroupInBatch TriggeredStoredTransactionGroup RequestedNewPassword RequestedReportOnJournals
        RequestedSendWebhookMessages RequestedVersionCheckStatus ResentConfirmation DisabledMFA EnabledMFA StoredAccount StoredTransactionJournal
        GeneratedPasswordsEvent
        """);

    /// <summary>Say what is to be done, what is being done, or what there is.</summary>
    public static IReadOnlyList<string> NotPast { get; } = Split("""
        OrderNeed SpeedFeed OrderLineItem NewsFeed PlaceOrder CreateOrder CancelOrder ShipOrder PayInvoice SendInvoice RegisterUser DeleteUser RenameUser LockUser
        ActivateUser ResetPassword ChangePassword ChangeEmail VerifyEmail SendEmail OpenAccount CloseAccount FreezeAccount DepositMoney WithdrawMoney TransferMoney
        ReserveFunds ReleaseFunds GrantLoan RepayLoan CaptureCharge RefundCharge IssueCreditNote StartSubscription PauseSubscription ResumeSubscription RenewSubscription
        AddItemToCart RemoveItemFromCart CheckOutCart ApplyCoupon AddProduct PublishProduct SetPrice CutPrice SplitOrder PutItem ReadMessage HitTarget CastVote
        ReserveStock AdjustInventory CreateShipment SplitShipment BookCargo RouteCargo BookFlight CancelFlight ReserveSeat BookRoom CheckInGuest ScheduleAppointment
        AdmitPatient DischargePatient WritePrescription TakeSample StartGame EndGame DrawCard PlayCard RollDice MovePiece JoinGame LeaveGame KickPlayer
        PlaceBid CloseAuction PublishPost LikePost SharePost UploadPhoto MoveFile RenameFile SignDocument LockDocument PushCommit OpenIssue AssignIssue
        StartBuild RollbackDeployment TriggerPipeline QueueJob RetryJob AcquireLease ReleaseLock TakeSnapshot RegisterDevice RaiseAlarm ReadMeter OpenValve
        AssignDriver RequestRide HireEmployee FirePerson ApproveLeave SubmitTimesheet SignContract IssuePolicy FileClaim SettleClaim EnrollStudent TakeExam
        GiveGrade ScheduleMeeting MoveCustomer QualifyLead SendQuote CompleteTask AddTodo LendBook ReturnBook RebuildIndex InvalidateCache ImportData
        RotateKey RevokeToken GrantRole OnboardTenant MarkAsPaid MarkAsRead MarkOrderCompleted SetOrderShipped NotifyUserRegistered
        Order OrderItem OrderLine OrderTotal OrderStatus OrderEvent UserEvent DomainEvent Event Invoice InvoiceLine Payment PaymentDue PaymentMethod PaymentRequest
        Customer CustomerAddress CustomerProfile Account AccountBalance AccountBalances Money Price PriceList Product ProductCatalog ProductReview Cart CartItem
        Shipment ShipmentTracking Parcel Container Cargo Flight Seat Ticket Room Guest Reservation Appointment Patient Prescription Dose Sample LabResult
        Game Round Turn Card Player PlayerScore HighScore Match Team Quest Monster Auction Bid Vote Election Candidate Message Thread Comment Post Photo
        Login Logout Signup Checkout Registration Heartbeat Ping PingEvent ThingyPingEvent Tick Tock PointLocationEvent Location Temperature Reading
        TemperatureReading SensorData Position GeoPosition LedgerEntry Transaction TransactionHistory Statement Report Summary Snapshot State
        Deed TitleDeed Seed SeedBed RiverBed TestBed HospitalBed Breed Creed Greed Need Feed Speed Weed Steed BirdFeed DataFeed ActivityFeed ReadModel WriteModel
        Exceed Proceed Succeed OrderProceed LimitExceed JobSucceed Embed VideoEmbed Shred Hundred Kindred Hatred InfraRed CodeRed TeamRed Sled Moped Biped Naked
        DataSet ResultSet ChangeSet RuleSet SkillSet CharacterSet Offset Input Output Outbound Inbound UpperBound LowerBound TopLeft MoveLeft TurnLeft ScreenShot
        OrderShipping OrderProcessing OrderPlacing OrderIsShipping UserRegistering PaymentPending PaymentProcessing StockRunningLow OrderShips UserRegisters CustomerPays
        OrderShip OrderPlace OrderCancel UserCreate UserDelete UserLogin UserLogout UserSignup PaymentCapture InvoiceSend
        OrderCancellation UserRegistration AccountCreation AccountDeletion PaymentConfirmation OrderApproval StockReservation
        OrderToBeShipped OrderWillBeShipped OrderMustBePaid OrderBeingShipped
        UserDefinedType RoleBasedAccess EventSourcedAggregate UserGeneratedContent PaymentFailedReason OrderShippedStatus OrderPlacedHandler OrderPlacedCommand
        ListOfClosedAccounts SendRegisteredUserEmail ProcessFailedPayments ArchiveCompletedOrders GetCompletedOrders CreateSavedSearch
        StatusLED OrderRFID UnpaidInvoice InvoiceUnpaid MessageUnread SeatUnsold PlanUnlimited CompanyLimited
        Active Inactive Available Ready Late Overdue Empty Full Valid Invalid OutOfStock InStock LowBalance BackInStock
        KundeRegistriert BestellungAufgegeben CommandePassee PedidoCreado
        SquidexEvent SchemaEvent ParentFieldEvent MoveAvatarEvent RecoveryLogin TokenDeleteEvent DirectLogin ExtensionDisabling PaymentEvent Console
        Creating Power Saving Stats UserUpdateCreditsEvent ResourceShowing ApiPermissionsAssigning Attempting LandingPageShowing RoleCreating
        TransactionDuplicating TransactionRecurring TransferPrinting BulkActionsAdding CompanyForgettingCurrent CompanyMakingCurrent
        ContactGettingRelationships DatesFormating EmptyPageButtons ReportFilterApplying StripeConnectFailure GenericMessage InvoiceAutoBillSuccess
        WarnUserAboutBill WarnUserAboutOverdueSubscription DestroyingBudget SubscriptionNeedsExtensionOrRenewal SubscriptionsAreOverdueForPayment
        TransactionGroupEventFlags TransactionGroupRequestsAuditLogEntry WebhookMessagesRequestSending NewVersionAvailable ResendConfirmation
        MFABackupFewLeft MFABackupNoLeft MFAManyFailedAttempts MFANewBackupCodes UserHasFewMFABackupCodesLeft UserHasNoMFABackupCodesLeft
        UserKeepsFailingMFA PortalTeleportEvent PurchaseEvent1 SignificantPriceChangeEvent CreateDeliveryIntegrationEvent CriarPedidoEvent
        AtualizarPedidoEvent RestoreDeletedPlatformEvent CreateCustomerEvent AddAddressEvent CustomisationEvent CompleteOrder CreateOrderDraft
        SetAwaitingValidationOrderStatus SetCompletedOrderStatus SetPaidOrderStatus SetStockConfirmedOrderStatus SetStockRejectedOrderStatus
        ConfirmGracePeriod DecrementOrderStock SubmitOrder AlbumImportIncompleteEvent SeriesRefreshCompleteEvent SeriesRefreshStartingEvent
        AssistantActivity AssistantReasoningDelta AssistantStreamDelta TestEvent MediaCacheObsolete WeatherForecast ReservationShortInfo
        ReservationDetails RebuildProjection ReservationHistoryTransformation ChangeReservationSeat ConfirmReservation GetReservationHistory
        ReservationStatus
        """);

    /// <summary>Say what has happened, and are reported all the same: the object, a "code", is taken for the head of a noun.</summary>
    public static IReadOnlyList<string> KnownMisses { get; } = ["MFAUsedBackupCode"];

    private static string[] Split(string names) => names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
