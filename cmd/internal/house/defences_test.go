package house

// defence is a way in which robots of this kind were attacked, or fell by themselves, and what
// holds that this one does not.
type defence struct {
	against string
	how     string // what the robot does instead
	held    string // the tests, by package; "story x" is one of cmd/internal/function
	open    string // what there is to be said beside, where the tests do not hold all of it
}

// classes are those of the catalogue, by their numbers.
var classes = []defence{
	{"unsigned or fail-open webhooks", "without a secret nothing starts; the raw bytes are verified before anything reads them, those of a job that was queued too",
		"issue: TestSignature FuzzSignature FuzzWebhook TestWorkerRefuses FuzzJob; function: TestWayIn TestConfigureNamesWhatIsWrong TestMainExitsWith2WhereItIsNotConfigured TestShortSecretIsWarnedAbout TestDroneIsHeardWithASecretAlone; drone_webhook: TestNewRefuses TestForgeries; story wrong-secret", ""},
	{"timing, and the choice of the algorithm", "SHA-256 alone, compared in constant time; no header chooses",
		"issue: TestSignature FuzzSignature; drone_webhook: TestForgeries FuzzSignature; house: TestSumsAreComparedInConstantTime", ""},
	{"crash on hostile input", "any field may be missing; a panic ends one command and not the process",
		"function: TestAbsentFields; issue: TestStatus TestTrapGhostUser TestOneHidesNoOther FuzzDecode FuzzWebhook FuzzJob; drone_webhook: FuzzBody; drone_promote: TestEmptyEvents; workflow: TestEmptyEvents", ""},
	{"replay and duplicates", "GitHub lets one delivery claim a comment; what must not happen twice has a key of its own; a queued job holds a claim that can be taken once, and is worked within its hour",
		"issue: TestTrapSameCommentThroughManyDeliveriesAtOnce TestTrapSameCommentThroughTwoHooks TestTrapRedeliveryAfterGitHubWasDown TestHandOver TestHandOverFails TestHandOverSchedules TestWorkerRefuses TestJobsOutliveTheirSecret FuzzJob; drone_webhook: TestReplay TestAnotherBody; function: TestEveryOrderOfEvents TestStoriesThroughTheQueue; workflow: TestDispatchedOnce TestBegunAndBrokenOff; proof: TestSchedules TestMutantsAreCaught; story redelivery; story at-once",
		"No age of a delivery is refused: what GitHub redelivers days later has to work, and only once."},
	{"the code changes between the word and the act", "a build number, a commit or what was shown is what is acted on",
		"drone_promote: TestSha TestConfirmedWhatWasShown; issue: TestConfirmIsBoundToWhatWasAsked TestWhatIsConfirmedIsExactly TestTrapEditedBetweenWebhookAndAct; drone_rollback: TestNamedIsChecked", ""},
	{"guards by a time that can be forged", "no permission hangs on a date of the commenter's; those that count are signed, or GitHub's own",
		"issue: TestTrapBackdatedComment TestConfirmIsForADay TestRequestIsWhatTheMarkerHolds; lock: TestNobodyKnowsTheTime; drone_webhook: TestForgeries", ""},
	{"forks and pull requests that bring their own rules", "builds of a fork are refused; configuration is read from the default branch",
		"drone_promote: TestRefused TestOrigin; function: TestForksCodeIsNamed TestRepositorysOwnCommands; config: TestRepositoryIsConfined; story fork", ""},
	{"injection by arguments", "no shell; words have types; names that steer a build are refused",
		"params: TestDenied TestRefused FuzzEnv; config: FuzzFill TestTakes; issue: TestPathsAreEscaped; drone_promote: TestHostileOrders; workflow: TestInputs; house: TestNothingStartsAProgram; story param-that-steers-git; story run-path", ""},
	{"named arguments that overwrite the robot's", "what the robot says has names that a commenter cannot use",
		"function: TestRobotsParamsAreItsOwn; params: TestDenied; drone_rollback: TestForbiddenParams; config: FuzzFill", ""},
	{"confused permissions", "GitHub's permission API decides, for the sender; where it cannot be asked, nothing runs",
		"issue: TestWhoMay TestPermissionIsReadFromBothFields TestTrapPermissionOfWhatIsNoUser TestTrapTriageOnAWriteCommand TestTrapPrimaryLimit TestDryRunIsNoWayAroundAPermission TestFourEyes TestFourEyesOfOnePerson; drone_promote: TestWhoMay TestWhoMayCannotBeChecked; proof: TestMutantsAreCaught; story permission-down", ""},
	{"edited comments", "only what is created runs, by whom GitHub says sent it",
		"issue: TestTrapCommentEdited TestTrapEditedBetweenWebhookAndAct TestProcessActsOnWhatIsNewAndByPeople TestWatcherAsksWhoEdited; story edit", ""},
	{"loops of robots", "no bot is heard unless it is named, and nothing that carries our marker",
		"issue: TestTrapBotLoop TestTrapHelpTextContainsCommands TestTrapBotSender TestBotAsksOnce FuzzRender; story bot", ""},
	{"hidden or quoted text as a command", "what a reader does not see as plain text is not run",
		"comment: TestHiddenLines TestCommonMarkExamples TestHiddenAtRandom FuzzHidden FuzzFind; story fenced; story quoted", ""},
	{"tricks with Unicode", "names are ASCII; a line with a character that nobody sees is refused, and the character named",
		"comment: TestUnseenCharacters TestWords TestShapeOfACommand FuzzFind; story invisible", ""},
	{"Markdown and mentions in replies", "users' words stand in code; a reply pings the commenter alone and holds no command",
		"issue: TestReplyActsOnNobody TestCode TestRobotsWordsAreTamed FuzzRender FuzzReply FuzzLog; endpoint: FuzzAnswer; compose: TestHostileLabels; drone_status: TestHostile; locks: TestHostile; lock: TestHostileReason; story hostile-words", ""},
	{"secrets in replies and logs", "one redactor before the log and the replies; an upstream's words are not shown",
		"function: TestNoSecretUnderAnyFault TestPlatformsLinesAndNoneOfItsHeaders TestPageShowsTheCommandsAndNothingPrivate; issue: TestTrapSecretInsideAnUpstreamError TestSecretInTheCommandItself TestRedactor TestRedactorWithinBase64 TestRedactorOfAKey TestLogIsSafeToShow TestLogHidesWhatIsBrokenUp TestNewsHideSecrets FuzzLog; endpoint: TestSecretsInOtherForms FuzzAnswer; setup: TestEcho", ""},
	{"forged markers", "a marker counts from our own account, for its very issue, with our MAC; every page is read",
		"issue: TestMarkerCountsOnlyWithOurMAC TestTrapMarkerByAnAttacker TestTrapMarkersOnEveryPage TestOnlyOurOwnReplyWalksOn TestBringHearsNothingWithoutItsReference FuzzMarker FuzzRef FuzzJob; proof: TestMutantsAreCaught; function: TestInheritedReferences; lock: TestForged FuzzParse FuzzMessage", ""},
	{"bounty fraud", "no command pays", "house: TestNothingPays", "There is no bounty yet; the first command that pays fails this test."},
	{"abuse of resources", "payloads, commands, answers and work in flight are bounded; what a stranger has the platform queue, with its Async header, is refused once, and never called again",
		"issue: TestWorkerRefuses FuzzJob TestTooLarge TestTooMuchInFlight TestCommandsBeyondTwenty TestTrap200KBLine TestTricklersShutNobodyOut TestAnnouncedIsNotSent TestLogIsBounded; comment: TestTimeGrowsWithLength TestLimits; drone_webhook: TestPlaces TestLarge TestSlowBody; endpoint: TestHugeAnswer TestGzipBomb TestDeepJSON; function: TestHeadersOfTheRequest TestStrangerInTheQueue TestWayIn TestQueueThatIsNone",
		"There is no cool-down per person: GitHub's own limits and the rooms for work bound what one can cost."},
	{"requests that are led elsewhere", "addresses come from the operator; no token follows a redirect to another host",
		"issue: TestTrapRedirectToAnotherHost TestTrapRepositoryMoved; drone: TestRedirects TestForeign; endpoint: TestRedirectsThatAreNotFollowed TestPrivateAddresses TestNamesOfPrivateAddresses; config: FuzzFill; function: TestNoSecretUnderAnyFault", ""},
}

// traps are what others fell into.
var traps = []defence{
	{"backdated commit", "", "drone_promote: TestOlderThanWhatIsThere; issue: TestTrapBackdatedComment", "Builds are ordered by their numbers, which Drone gives."},
	{"comment edited between webhook and act", "", "issue: TestTrapEditedBetweenWebhookAndAct", ""},
	{"same comment by the repository's hook and the App's", "", "issue: TestTrapSameCommentThroughTwoHooks", ""},
	{"redelivery after success", "", "story redelivery", ""},
	{"redelivery after a time-out with effect", "", "function: TestResumedCommands TestResumedAfterTheReply; drone_promote: TestTimeAfterEffect; drone: TestDeadlineAfterPromote", ""},
	{"Drone's 200 lost", "", "drone_promote: TestConnectionCut; story drone-cut", ""},
	{"reply refused by the secondary limit", "", "issue: TestTrapReplyHitsTheSecondaryLimit; story reply-refused", ""},
	{"👀 by another bot", "", "issue: TestTrapEyesByAnotherBotAreNoClaim", ""},
	{"marker by an attacker on page 3; 101 comments", "", "issue: TestTrapMarkersOnEveryPage", ""},
	{"command in a fence, quote, HTML, `<details>`", "", "comment: TestHiddenLines FuzzHidden; story fenced; story quoted", ""},
	{"CRLF, LF, CR, no-break space, BOM, smart quotes, RTL override", "", "comment: TestLineEnds TestWords TestUnseenCharacters", ""},
	{"`key=a=b`, `key=`, `=v`, a key twice", "", "comment: TestWords", ""},
	{"a line of 200 KB", "", "issue: TestTrap200KBLine", ""},
	{"build `042`, `-1`, `9e9`, beyond int64", "", "drone_promote: TestUsage", ""},
	{"ghost user", "", "issue: TestTrapGhostUser; function: TestAbsentFields", ""},
	{"transferred or renamed repository", "", "issue: TestTrapRepositoryMoved", ""},
	{"locked issue", "", "issue: TestTrapLockedIssue; story locked", ""},
	{"archived repository", "", "issue: TestTrapArchivedRepository", ""},
	{"comment deleted before the act", "", "issue: TestTrapDeletedBeforeWeAct; story deleted-at-once", ""},
	{"bot as sender", "", "issue: TestTrapBotSender; story bot", ""},
	{"help text that contains commands", "", "issue: TestTrapHelpTextContainsCommands", ""},
	{"secret inside an upstream's error", "", "issue: TestTrapSecretInsideAnUpstreamError; function: TestNoSecretUnderAnyFault", ""},
	{"role triage on a command that needs write", "", "issue: TestTrapTriageOnAWriteCommand; story triager", ""},
	{"permission of an App: 404, not a user", "", "issue: TestTrapPermissionOfWhatIsNoUser; story permission-not-a-user", ""},
	{"base path of GitHub Enterprise", "", "issue: TestTrapGitHubEnterprisesBasePath", ""},
	{"`return_run_details` unsupported", "", "workflow: TestOlderServer; story run-old-server", ""},
	{"clock skew", "", "drone_webhook: TestForgeries; lock: TestNobodyKnowsTheTime; setup: TestPlanted", ""},
}

// fuzzed is all that reads what strangers write, and the fuzzers of it.
var fuzzed = []defence{
	{"signature of GitHub's webhook", "", "issue: FuzzSignature", ""},
	{"payloads: decoder and handler", "", "issue: FuzzDecode FuzzWebhook", ""},
	{"commands in a comment", "", "comment: FuzzFind FuzzHidden", ""},
	{"reply", "", "issue: FuzzRender FuzzReply", ""},
	{"log of a job", "", "issue: FuzzLog", ""},
	{"marker and reference", "", "issue: FuzzMarker FuzzRef", ""},
	{"job that was handed over", "", "issue: FuzzJob", ""},
	{"Drone's event: signature and body", "", "drone_webhook: FuzzSignature FuzzBody", ""},
	{"configuration, and what its templates make", "", "config: FuzzRead FuzzFill", ""},
	{"parameters of a build", "", "params: FuzzEnv", ""},
	{"inputs of a workflow", "", "workflow: FuzzDeclare", ""},
	{"name and message of a lock", "", "lock: FuzzRefOf FuzzMessage FuzzParse", ""},
	{"answer of an endpoint", "", "endpoint: FuzzAnswer", ""},
}
