; The installer. `python -m installer.make` runs it with these names defined:
;   VERSION  0.1.0           NUMBERS  0.1.0.0        PROGRAM  the frozen program's folder
;   OUT      the file to make    KILOBYTES  what it takes on the disk
;   ICON     its icon         SIDE   the picture beside its pages
;   MARK     behind the name, " (proof, not a release)"; may be empty
;
; What it keeps to:
; - for this user without administrator's rights; for everyone on request, and then as administrator
; - it only ever removes what it has put there by name: records and settings stay
; - silent: /S, with /D=FOLDER as the last word, /ALLUSERS, /LANG=1033|1028|2052. Exit codes:
;   0 done, 2 broken off, 3 cpdesk is running, 4 no administrator, 5 a newer version is installed
;   (/OLDER takes it back to this one)

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
CRCCheck force

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinMessages.nsh
!include nsDialogs.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\cpdesk"
!define OURS "Software\cpdesk"
!define KIND "cpdesk.record"

Name "cpdesk ${VERSION}${MARK}"
OutFile "${OUT}"
BrandingText "cpdesk ${VERSION}${MARK}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
!macro Told LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} ProductName "cpdesk"
  VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} FileDescription "cpdesk setup${MARK}"
  VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "MIT licence"
!macroend

Var Everyone  ; 1 where it is for all users of the PC
Var Answered  ; 1 where that was said before a page could ask
Var Mine
Var All

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${OURS}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Setup language"

!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!insertmacro MUI_PAGE_WELCOME
Page custom AskWho TakeWho
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE WaitUntilClosed
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\cpdesk.exe"
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(ON_DESKTOP)"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION PutOnDesktop
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(STAYS)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE TradChinese
!insertmacro MUI_LANGUAGE SimpChinese
!include texts.nsh
!insertmacro Told ${LANG_ENGLISH}
!insertmacro Told ${LANG_TRADCHINESE}
!insertmacro Told ${LANG_SIMPCHINESE}
!insertmacro MUI_RESERVEFILE_LANGDLL

; --- for whom, and where ----------------------------------------------------------------------

!macro Fail UN CODE TEXT
  ${IfNot} ${Silent}
    MessageBox MB_ICONSTOP "${TEXT}"
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend

!macro Hive
  ${If} $Everyone == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

Function .onInit
  SetRegView 64
  Call ChooseLanguage
  StrCpy $Everyone 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    Call DemandAdministrator
    StrCpy $Everyone 1
    StrCpy $Answered 1
  ${EndIf}
  !insertmacro Hive
  Call ProposeFolder
  Call DemandNewer
  ${If} ${Silent}
    Call WaitUntilClosed
  ${EndIf}
FunctionEnd

Function ChooseLanguage
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LANG=" $1
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE $1
  ${ElseIfNot} ${Silent}  ; a dialog would hang a silent installation
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
FunctionEnd

Function DemandAdministrator
  UserInfo::GetAccountType
  Pop $1
  ${If} $1 != "Admin"
    !insertmacro Fail "" 4 "$(NO_ADMINISTRATOR)"
  ${EndIf}
FunctionEnd

; Where the last version lies, or else the usual place; /D=FOLDER has come before.
Function ProposeFolder
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${KEY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    Call UsualFolder
  ${EndIf}
FunctionEnd

Function UsualFolder
  ${If} $Everyone == 1
    StrCpy $INSTDIR "$PROGRAMFILES64\cpdesk"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\cpdesk"
  ${EndIf}
FunctionEnd

; A record that a newer version has opened cannot be opened by this one.
Function DemandNewer
  ReadRegStr $1 SHCTX "${KEY}" "DisplayVersion"
  ${If} $1 == ""
    Return
  ${EndIf}
  ${VersionCompare} "$1" "${VERSION}" $2
  ${If} $2 != 1
    Return
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/OLDER" $3
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ${If} ${Silent}
    SetErrorLevel 5
    Quit
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NEWER)" IDYES go_on
  SetErrorLevel 5
  Quit
  go_on:
FunctionEnd

Function AskWho
  ${If} $Answered == 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(WHO)" "$(WHO_SAID)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 10u 20u 280u 12u "$(FOR_ME)"
  Pop $Mine
  ${NSD_CreateLabel} 22u 34u 268u 20u "$(FOR_ME_SAID)"
  Pop $0
  ${NSD_CreateRadioButton} 10u 64u 280u 12u "$(FOR_ALL)"
  Pop $All
  ${NSD_CreateLabel} 22u 78u 268u 20u "$(FOR_ALL_SAID)"
  Pop $0
  ${NSD_Check} $Mine
  ${NSD_SetFocus} $Mine
  nsDialogs::Show
FunctionEnd

Function TakeWho
  ${NSD_GetState} $All $0
  UserInfo::GetAccountType
  Pop $1
  ${If} $0 != ${BST_CHECKED}
  ${OrIf} $1 == "Admin"
    Call TakeAnswer
    Return
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$EXEPATH" "/ALLUSERS"
  ${If} ${Errors}
    MessageBox MB_ICONINFORMATION "$(NO_ADMINISTRATOR)"
    Abort
  ${EndIf}
  Quit
FunctionEnd

; The folder follows the answer, unless it was named before.
Function TakeAnswer
  StrCpy $1 $Everyone
  StrCpy $Everyone 0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Everyone 1
  ${EndIf}
  ${If} $1 != $Everyone
    !insertmacro Hive
    StrCpy $INSTDIR ""
    Call ProposeFolder
    Call DemandNewer
  ${EndIf}
FunctionEnd

; A program that runs cannot be replaced: its file cannot be opened for writing.
!macro WaitUntilClosed UN
Function ${UN}WaitUntilClosed
  StrCpy $2 0
  again:
  IfFileExists "$INSTDIR\cpdesk.exe" 0 closed
  ClearErrors
  FileOpen $1 "$INSTDIR\cpdesk.exe" a
  IfErrors running
  FileClose $1
  Goto closed
  running:
  ${If} ${Silent}
    IntOp $2 $2 + 1
    ${If} $2 < 20
      Sleep 500
      Goto again
    ${EndIf}
    SetErrorLevel 3
    Quit
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY again
  Abort
  closed:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

; --- in ---------------------------------------------------------------------------------------

; Everything of ours by name; a record that somebody keeps in this folder is not ours.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\cpdesk-cli.exe"
  Delete "$INSTDIR\cpdesk.exe"
!macroend

Section
  SetRegView 64
  !insertmacro Hive
  ${If} ${FileExists} "$INSTDIR\cpdesk.exe"
    !insertmacro RemoveProgram  ; or what a newer version no longer has would stay and be loaded
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\cpdesk.lnk" "$INSTDIR\cpdesk.exe"
  Call Associate
  Call Enrol
SectionEnd

Function Associate
  WriteRegStr SHCTX "Software\Classes\.cpdesk" "" "${KIND}"
  WriteRegStr SHCTX "Software\Classes\${KIND}" "" "cpdesk"
  WriteRegStr SHCTX "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\cpdesk.exe,0"
  WriteRegStr SHCTX "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\cpdesk.exe" "%1"'
  ${RefreshShellIcons}
FunctionEnd

; The list of installed programs.
Function Enrol
  StrCpy $0 ""
  ${If} $Everyone == 1
    StrCpy $0 " /ALLUSERS"
  ${EndIf}
  WriteRegStr SHCTX "${KEY}" "DisplayName" "cpdesk${MARK}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\cpdesk.exe,0"
  WriteRegStr SHCTX "${KEY}" "Publisher" "cpdesk"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"$0'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe"$0 /S'
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
FunctionEnd

Function PutOnDesktop
  CreateShortCut "$DESKTOP\cpdesk.lnk" "$INSTDIR\cpdesk.exe"
FunctionEnd

; --- out --------------------------------------------------------------------------------------

Function un.onInit
  SetRegView 64
  ${IfNot} ${Silent}
    !insertmacro MUI_UNGETLANGUAGE
  ${EndIf}
  StrCpy $Everyone 0
  ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $Everyone 1
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      ${If} ${Silent}
        SetErrorLevel 4
        Quit
      ${EndIf}
      ExecShell "runas" "$INSTDIR\uninstall.exe"
      Quit
    ${EndIf}
  ${EndIf}
  !insertmacro Hive
  ${If} ${Silent}
    Call un.WaitUntilClosed
  ${EndIf}
FunctionEnd

Section Uninstall
  SetRegView 64
  !insertmacro Hive
  ${IfNot} ${Silent}
    Call un.WaitUntilClosed
  ${EndIf}
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"  ; only if nothing of somebody else's is in it
  Delete "$SMPROGRAMS\cpdesk.lnk"
  Delete "$DESKTOP\cpdesk.lnk"
  ReadRegStr $0 SHCTX "Software\Classes\.cpdesk" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey SHCTX "Software\Classes\.cpdesk"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${KIND}"
  DeleteRegKey SHCTX "${KEY}"
  DeleteRegValue HKCU "${OURS}" "Setup language"
  DeleteRegKey /ifempty HKCU "${OURS}"
  ${RefreshShellIcons}
SectionEnd
