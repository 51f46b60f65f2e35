namespace EventSourcing.Analyzers.Naming;

/// <summary>English verbs that occur in the names of commands and events, by how surely they are verbs.</summary>
internal static class KnownVerbs
{
    /// <summary>Words that are hardly ever nouns in a name: a name that begins with one is a command.</summary>
 private static readonly WordSet Verbs = new("""
        abandon abort accelerate accept acknowledge acquire activate adapt add adjust administer admit adopt affect align allocate allow amend
        analyze announce anonymize append apply appoint approve archive arrange arrive ask assemble assert assess assign attach attend
        authenticate authorize automate avoid become begin bind boost borrow bring build buy calculate cancel capture carry categorize check choose
        clean clear close collect combine commence compensate complete compress compute conclude conduct configure confirm connect consolidate construct
        consume convert correct create cut deactivate decide declare decline decommission decrease decrement decrypt deduct delay delete deliver demote
        deny deploy deprecate deregister describe destroy detach detect determine develop diagnose disable disagree disapprove discard discharge disconnect
        discontinue discover dismiss dispatch dispose disqualify distribute divide draw drop duplicate earn edit eject elect emit employ enable encrypt engage
        enlist enqueue enrich enroll enrol ensure enter equip erase escalate establish evaluate examine exceed exclude execute exempt expand expire explain
        expose extend extract fail fetch fill finalize find finish fire fix flush follow force forfeit forget forgive forward freeze fulfill fulfil
        generate get give go grow halt handle hide hire hold identify ignore impersonate implement impose improve include incorporate increment indicate infer
        inform ingest inherit initialize initiate insert inspect install instruct integrate introduce invalidate invest investigate invoke involve
        join keep kick kill land launch lead learn leave lend lift liquidate locate lose lower maintain make manage mark mature merge migrate miss modify
        mount move mute negotiate nominate normalize notify observe obtain occupy occur offboard onboard open operate opt organize outsource 
        overwrite own park pause pay perform persist pick place populate postpone predict prepare prescribe prevent prioritize process procure
        produce prohibit promote propose protect prove provide publish purge put qualify quarantine quit raise reach react reactivate read
        reallocate reapply reassign rebalance reboot rebuild recalculate recall receive reclaim recommend reconcile reconfigure reconnect reconsider
        recover redeem redeliver redirect reduce refine reflect refresh refuse regain regenerate register reimburse reindex reinstate reissue reject relate reload
        relocate remind remove rename render renew reopen reorder repair repay replace replicate reply represent reprocess reproduce reroute reschedule resell
        resend reserve reset reship resign resize resolve respond restart restock restore restrict resubmit resume retain retire retract retrieve retry
        revalue reverse revert revise revoke rewrite roll rotate run save scrap seal secure select sell send separate serve set settle ship
        show shut shutdown sign simulate skip solve sort specify spend split start state stop strike submit subscribe substitute subtract succeed suggest
        supersede suspend swap sync synchronize take terminate throttle throw toggle touch transcode transform translate transmit trash treat trim
        truncate turn tweak unarchive unassign unban unblock uncancel underwrite undo unenroll unfollow unfreeze unhide uninstall unlink unlock unmark unmute unpin
        unpublish unregister unsubscribe untag update uphold upvote vaccinate validate vanish verify void wait waive wake warn win wipe withdraw
        withhold wrap write yield zoom accrue activate allot backdate bypass calibrate cease certify clarify classify cleanse commission compile
        comply concede condemn congratulate consent consult contest contribute cooperate coordinate cope craft debate decompose decouple dedicate deem defend
        defer define defuse degrade delist demand dematerialize denote depart depend deplete depreciate derive deserve destine deteriorate devalue differ
        digest digitize dilute diminish disassociate disburse disclose discourage dispense dissolve distill divert donate downgrade drain elapse elevate embark embed
        embrace emerge empower encounter encourage endorse endure enforce enhance enjoy enlarge entitle entrust enumerate eradicate evacuate evict evolve exaggerate
        excuse exhaust exhibit experience exploit explore facilitate fasten fetch flatten flip fold forecast formalize formulate foster furnish
        garnish gather grab greet guarantee guess harvest hash help hibernate hydrate imitate immunize incur induce inflate inhabit inhibit inject inquire
        interact intercept interpret interrupt intervene invent irrigate iterate judge jump justify legalize levy liberate listen live
        meet memorize mention mitigate moderate monetize multiply narrow navigate neglect neutralize nullify oblige obsolete obstruct overcome overpay
        oversee overtake partition patch penalize peel permit pledge plug ponder pour praise preauthorize precede prefer preserve presume prime proceed proclaim
        proofread prosecute provoke prune pursue quantify quantize reassess recognize reconstruct recruit recycle redact redefine redeploy redesign redo refactor refer
        reinforce rejoin rely remain remediate remember remit remodel repeal repeat rephrase repossess reprint rescind reside restructure resurrect retake rethink
        reunite reuse reveal revive revisit rid rinse salvage sanitize satisfy scramble scrub seek seize sell sew shake shrink shuffle sign simplify
        slash spawn stabilize stack stimulate stream strengthen strip subdivide summarize summon supervise suppress surrender survey survive sustain sweep
        teach tear tell tend terminate testify thaw tie tighten tolerate transact transcribe transpose traverse tune unbind uncover undergo undertake
        unify unload unmount unpack unplug unseal unwrap upcast uproot utilize vacate validate vary vault verify violate visualize vow wander wash wear weigh
        whitelist blacklist widen wire worsen
        login logout logon logoff signup signin signout signoff checkout checkin backup rollback cleanup startup setup lookup rollout payout
        """);

    /// <summary>Words that are verbs and nouns alike.</summary>
 private static readonly WordSet Ambiguous = new("""
        access act address advance aggregate answer appeal attack attempt audit award ban bid bill block blame bolt bond book bookmark bounce branch broadcast
        burn cache call cast catch challenge change charge claim click clone coach comment commit contact contract control copy cost count cover crash credit
        cure cycle damage dance debit default delegate deposit design display dispute document download dream drive drift drink eat email end equal
        escape estimate exchange excise exercise exit export fall favor favorite feature feed fight file filter finance flag flash flow fly focus format fund
        gain grant group guide hack halt harm heal hit host import impact increase index influence initial interest invite issue kiss label laugh
        lease leak license like limit link list load lock log loan look love map mandate master match measure melt mine mirror monitor move need offer
        outline pack paint pass pattern permit phase pilot plan plant play point poll position post pour practice present preview press print probe profit program
        progress project promise prompt prune publish pull punch purchase push quote race rank rate record refund register regret reject relay release
        rent replay report request rescue research rest retreat return review reward ride ring rise risk route sale sample sanction scale scan schedule
        score scroll search seat service shape share shelter shift shoot shop shout sketch slice snooze spark speak sponsor spot spread stage stake
        stamp star stay steal step stock store strain stress stretch study supply support surprise swipe switch tag talk target task taste tax
        tackle test thank tick time tip trace track trade trail train transfer transition transport trap travel tour treat trend trouble trust try twist update
        upgrade upload use vest view visit voice vote vouch walk wave whisper wish witness wonder work wound yield
        stream bookmark ping poll snapshot fork watch override review trigger associate pin
        """);

    /// <summary>Words that can be verbs, but are the thing itself at the start of a name.</summary>
 private static readonly WordSet Nouns = new("""
        order invoice message document report file profile customer user account item query queue ticket product price value number name state
        notice page parcel mail letter head body hand table bank card chair house land air ground point result task test feature feed seed need speed
        breed pattern phase position service seat stock sample bed source inventory upkeep income intake outcome outlook uptake screen model level function season sound paper list trip
        """);

    /// <summary>Verb and particle in one word, and the participle that they have.</summary>
 private static readonly string[] Compounds =
    [
        "login", "LoggedIn", "logon", "LoggedOn", "logout", "LoggedOut", "logoff", "LoggedOff", "signup", "SignedUp", "signin", "SignedIn",
        "signout", "SignedOut", "signoff", "SignedOff", "checkout", "CheckedOut", "checkin", "CheckedIn", "backup", "BackedUp", "rollback", "RolledBack",
        "rollout", "RolledOut", "cleanup", "CleanedUp", "startup", "StartedUp", "shutdown", "ShutDown", "setup", "SetUp", "lookup", "LookedUp", "payout", "PaidOut",
    ];

    /// <summary>Nouns of an action, and the verb that they come from.</summary>
 private static readonly string[] ActionNouns =
    [
        "registration", "register", "creation", "create", "deletion", "delete", "cancellation", "cancel", "cancelation", "cancel", "confirmation", "confirm",
        "activation", "activate", "deactivation", "deactivate", "approval", "approve", "rejection", "reject", "removal", "remove", "completion", "complete",
        "submission", "submit", "modification", "modify", "withdrawal", "withdraw", "acceptance", "accept", "renewal", "renew", "validation", "validate",
        "verification", "verify", "authorization", "authorize", "publication", "publish", "subscription", "subscribe", "suspension", "suspend", "termination", "terminate",
        "allocation", "allocate", "assignment", "assign", "reservation", "reserve", "enrollment", "enroll", "expiration", "expire", "expiry", "expire", "arrival", "arrive",
        "departure", "depart", "adjustment", "adjust", "replacement", "replace", "reversal", "reverse", "generation", "generate", "initialization", "initialize",
        "installation", "install", "migration", "migrate", "notification", "notify", "acquisition", "acquire", "failure", "fail", "refusal", "refuse", "dismissal", "dismiss",
        "settlement", "settle", "execution", "execute", "calculation", "calculate", "delivery", "deliver", "correction", "correct", "deployment", "deploy",
    ];

    /// <summary>How surely a lower-case word is a verb: 3 for a verb, 2 for verb and noun alike, 1 for a noun rather, 0 for a word that is not known.</summary>
 public static int Rank(string word)
    {
        if (Nouns.Contains(word)) return 1;
        if (Verbs.Contains(word)) return 3;
        if (Ambiguous.Contains(word)) return 2;
        return IrregularVerbs.TryGetParticiple(word) is null ? 0 : 3;
    }

    /// <summary>The participle of a compound such as <c>login</c>, in Pascal case, or <see langword="null"/>.</summary>
 public static string? TryGetCompoundParticiple(string word) => Lookup(Compounds, word);

    /// <summary>The verb of an action noun such as <c>registration</c>, or <see langword="null"/>.</summary>
 public static string? TryGetVerbOfActionNoun(string word) => Lookup(ActionNouns, word);

 private static string? Lookup(string[] pairs, string word)
    {
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] == word) return pairs[i + 1];
        }

        return null;
    }
}
