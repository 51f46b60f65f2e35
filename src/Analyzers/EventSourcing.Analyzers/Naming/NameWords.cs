namespace EventSourcing.Analyzers.Naming;

/// <summary>The English words that decide how a past form is used in a name.</summary>
internal static class NameWords
{
    /// <summary>Words that end in -ed and are no past form.</summary>
    public static readonly WordSet NotPastEd = new("""
        bed abed embed imbed testbed flowerbed seedbed hotbed roadbed riverbed waterbed daybed sunbed airbed red infrared shred hundred kindred sacred hatred inbred
        crossbred thoroughbred purebred shred sled bobsled biped quadruped moped naked wicked rugged wed coed cred wretched crooked jagged ragged dogged beloved hallowed
        gifted talented detailed limited unlimited related unrelated assorted sophisticated unused unexpected undefined unsupported unwanted unneeded unnamed
        untitled unsaved unauthorized unauthenticated unhandled unchanged undelivered unresolved unfulfilled unconfirmed unprocessed unlicensed unmanaged
        uncommitted untyped unsigned unbalanced unordered unsorted unmapped unmatched unbounded unauthorised uninterested
        interbreed fred alfred mohammed ahmed jared ted ned zed led med
        """);

    /// <summary>The words that end in -eed and are a past form; all others (need, feed, speed, proceed) are not.</summary>
    public static readonly WordSet PastEed = new("agreed disagreed freed decreed guaranteed refereed emceed treed kneed teed filigreed pedigreed");

    /// <summary>Words after which a past form has its complement.</summary>
    public static readonly WordSet Prepositions = new("""
        to from in into onto out off on up down by for with within without at as of over under via back away after before during until till since because due per
        through throughout across against among amongst between beyond above below behind beside besides towards toward upon about around along alongside near inside
        outside past than when while where if and or but again twice once thrice too together apart aside ahead forward forwards backward backwards elsewhere
        anew otherwise early late instead almost already yet so that despite except following regarding concerning
        """);

    /// <summary>Particles that make a verb of their own with the verb before them.</summary>
    public static readonly WordSet Particles = new("in out up down on off over back away through around");

    /// <summary>Verb and particle, as participle and particle without a blank, that are used as an adjective: <c>LoggedInUser</c>.</summary>
    public static readonly WordSet PhrasalParticiples = new("""
        loggedin loggedout loggedon loggedoff signedin signedout signedup signedon signedoff checkedin checkedout backedup pickedup droppedoff optedin optedout
        lockedout lockedin rolledback rolledout closedout phasedout paidoff paidout soldout timedout shutdown writtenoff paidup markeddown markedup scaledup scaleddown
        """);

    /// <summary>Past forms that take an adjective: <c>RoomBecameAvailable</c>.</summary>
    public static readonly WordSet Linking = new("became was were went got grew remained turned stayed fell had did ran stood");

    /// <summary>Auxiliaries after which a past form is the verb: <c>UserHasGeneratedCodes</c>.</summary>
    public static readonly WordSet Auxiliaries = new("has have had was were been");

    /// <summary>Past forms that are adjectives in the middle of a name whatever stands before them: <c>UserDefinedType</c>.</summary>
    public static readonly WordSet AlwaysAdjective = new("""
        based related defined generated oriented sized typed sided driven required preferred hosted nested embedded fixed mixed advanced estimated expected computed
        derived dated rated automated aged sourced backed facing bound owned known distributed scoped weighted encoded restricted
        """);

    /// <summary>Past forms that are adjectives in the middle of a name unless somebody stands before them: <c>UserSharedDocument</c>.</summary>
    public static readonly WordSet AdjectiveUnlessAgent = new("""
        shared managed linked enabled disabled controlled supported attached associated selected combined connected detached saved stored scheduled delayed
        filtered sorted grouped ordered indexed aggregated averaged encrypted hidden lost broken frozen closed limited
        """);

    /// <summary>Who acts: after one of these, a past form and a noun are a sentence.</summary>
    public static readonly WordSet Agents = new("""
        user customer client member admin administrator guest visitor author editor reviewer moderator owner manager employee worker agent operator driver rider passenger
        player team buyer seller vendor supplier merchant shopper subscriber follower contributor participant attendee student teacher instructor learner tutor
        doctor nurse patient tenant landlord borrower lender holder bidder winner opponent host organizer speaker candidate applicant recruiter employer contractor
        courier carrier sender receiver recipient caller bot system person someone somebody party peer friend contact staff clerk cashier chef waiter librarian
        reader investor trader broker donor volunteer citizen voter parent child resident traveler traveller vessel pilot captain hero character monster enemy
        """);

    /// <summary>Last words that make a thing of a name: <c>PaymentFailedReason</c>.</summary>
    public static readonly WordSet Things = new("""
        handler command query data dto request response model view status state reason type kind info information detail details args arguments payload flag count counter
        date time timestamp list report notification projection policy process saga service factory listener subscriber consumer observer result record
        summary history page code id identifier key name number price amount total value percentage ratio rate quantity email template
        object entity table row column field property config configuration settings options rule validator mapper converter builder repository
        store stream topic channel message log entry context scope session token url link button label text title description
        """);

    /// <summary>Words before a past form that make it an adjective: <c>NewRegisteredUser</c>, <c>ListOfClosedAccounts</c>.</summary>
    public static readonly WordSet Determiners = new("""
        new old all any some the a an my your our this that each every last first next previous current recent latest partially fully newly recently previously
        auto pre post non un semi default custom no of for with by in on at from to is are be being as and or not most least more less
        many few several multiple both other another same
        """);

    /// <summary>First words of commands that say that something is so: <c>MarkOrderCompleted</c>.</summary>
    public static readonly WordSet Reporting = new("""
        mark set notify ensure handle publish raise emit flag treat is are has have make get assert expect simulate on when if should must can may will would let
        await report want wait before after
        """);

    /// <summary>Last words that make a thing of a name whoever acts in it: <c>UserCreatedResponse</c>, but <c>UserSentRequest</c>.</summary>
    public static readonly WordSet Artifacts = new("handler command dto response exception attribute validator repository projection consumer listener viewmodel model payload");

    /// <summary>Words that are adverbs behind a verb, and adjectives between a participle and a noun: <c>ExecutedForwardRequest</c>.</summary>
    public static readonly WordSet AdjectivesToo = new("forward backward inside outside past early late upward downward");

    /// <summary>Prepositions that end the name of a property, with a participle alone before them: <c>AssignedTo</c>.</summary>
    public static readonly WordSet OfProperties = new("at by to until since from");

    /// <summary>Verbs that <c>by</c> and <c>at</c> make another verb of; behind all others a name that ends so is a property: <c>CreatedAt</c>.</summary>
    public static readonly WordSet WithByOrAt = new("stopped dropped stood passed swung looked arrived abided came went");

    /// <summary>First words of flags, properties and methods: <c>IsPaid</c>, <c>LastUpdated</c>, <c>GetApproved</c>.</summary>
    public static readonly WordSet NeverSubjects = new("is are last get emit ensure raise publish assert expect await notify let make");

    /// <summary>Auxiliaries that put what follows into the future or make it a wish.</summary>
    public static readonly WordSet Modals = new("will shall should must can cannot may might would to");

    /// <summary>What becomes of a command: <c>CreateOrderRejected</c> is an event about a command.</summary>
    public static readonly WordSet Outcomes = new("""
        failed succeeded rejected requested completed finished started accepted received initiated cancelled canceled approved denied refused attempted processed
        scheduled queued executed aborted expired ended clicked pressed sent acknowledged confirmed declined errored triggered retried ignored skipped blocked
        """);

    /// <summary>What <c>set</c> is a noun after: <c>ResultSet</c>.</summary>
    public static readonly WordSet BeforeNounSet = new("""
        data result change record character work tool rule skill feature question problem icon card mind chip training test
        entity replica stateful daemon hash sorted working sub super power head tea tv box
        """);

    /// <summary>What <c>set</c> is a noun after if nothing stands before: <c>KeySet</c>, but <c>PaymentMethodKeySet</c>.</summary>
    public static readonly WordSet BeforeNounSetAlone = new("code permission item type field key row asset string token parameter option");

    /// <summary>What <c>left</c> is a direction or an adjective after.</summary>
    public static readonly WordSet BeforeDirection = new("move turn rotate align shift scroll swipe slide step go top bottom upper lower far days hours minutes seconds time right arrow few no none little nothing");

    /// <summary>What <c>shot</c> is a noun after.</summary>
    public static readonly WordSet BeforeNounShot = new("screen snap head mug one big long moon sling up hot cannon jump free penalty slap");

    /// <summary>What <c>bound</c> is a noun or an adjective after.</summary>
    public static readonly WordSet BeforeNounBound = new("upper lower inner outer north south east west home in out rate memory cpu io time");
}
