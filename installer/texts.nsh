; The installer's own sentences; those of its pages come with NSIS.

!macro Text NAME ENGLISH HANT HANS
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_TRADCHINESE} "${HANT}"
  LangString ${NAME} ${LANG_SIMPCHINESE} "${HANS}"
!macroend

!insertmacro Text WELCOME \
  "cpdesk keeps one record of a factory and prints its funding application and recognition dossier. It never connects to a network.$\r$\n$\r$\nRecords and settings of an earlier version stay as they are." \
  "cpdesk 為工廠保存一份記錄，並列印資助申請及標誌申請檔案。本程式從不連接網絡。$\r$\n$\r$\n舊版本的記錄及設定會原樣保留。" \
  "cpdesk 为工厂保存一份记录，并打印资助申请和标志申请档案。本程序从不连接网络。$\r$\n$\r$\n旧版本的记录和设置会原样保留。"
!insertmacro Text WHO \
  "For whom" "為誰安裝" "为谁安装"
!insertmacro Text WHO_SAID \
  "Choose who is to use cpdesk on this PC." "選擇誰會在這部電腦使用 cpdesk。" "选择谁会在这台电脑上使用 cpdesk。"
!insertmacro Text FOR_ME \
  "Only for me" "只為我安裝" "只为我安装"
!insertmacro Text FOR_ME_SAID \
  "No administrator is needed." "毋須管理員權限。" "不需要管理员权限。"
!insertmacro Text FOR_ALL \
  "For all users of this PC" "為這部電腦的所有使用者安裝" "为这台电脑的所有用户安装"
!insertmacro Text FOR_ALL_SAID \
  "Windows will ask for an administrator." "Windows 會要求管理員權限。" "Windows 会要求管理员权限。"
!insertmacro Text ON_DESKTOP \
  "Put an icon on the desktop" "在桌面建立圖示" "在桌面创建图标"
!insertmacro Text NO_ADMINISTRATOR \
  "Installing for all users needs an administrator of this PC. Install it only for you, or ask whoever looks after this PC." \
  "為所有使用者安裝需要這部電腦的管理員權限。請只為自己安裝，或聯絡負責這部電腦的人員。" \
  "为所有用户安装需要这台电脑的管理员权限。请只为自己安装，或联系负责这台电脑的人员。"
!insertmacro Text RUNNING \
  "cpdesk is running. Close its window, then choose Retry." \
  "cpdesk 正在執行。請關閉其視窗，然後選擇「重試」。" \
  "cpdesk 正在运行。请关闭其窗口，然后选择“重试”。"
!insertmacro Text NEWER \
  "Version $1 is installed, and this is the older version ${VERSION}. Records opened by the newer version may not open in the older one. Install the older version all the same?" \
  "已安裝較新的版本 $1，而這是較舊的版本 ${VERSION}。以新版本開啟過的記錄，舊版本可能無法開啟。仍要安裝舊版本嗎？" \
  "已安装较新的版本 $1，而这是较旧的版本 ${VERSION}。用新版本打开过的记录，旧版本可能无法打开。仍要安装旧版本吗？"
!insertmacro Text STAYS \
  "cpdesk will be removed from this PC. Your records and settings stay where they are." \
  "cpdesk 將從這部電腦移除。你的記錄及設定會留在原處。" \
  "cpdesk 将从这台电脑卸载。您的记录和设置会留在原处。"
